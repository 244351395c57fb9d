package org.commandery.runtime.personal;

import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.commandery.DefinitionException;
import org.commandery.personal.PersonalData;

/** What is personal in the objects of a class, found once. */
public final class PersonalClass {

    private static final ClassValue<PersonalClass> KNOWN = new ClassValue<>() {
        @Override
        protected PersonalClass computeValue(Class<?> type) {
            return new PersonalClass(type);
        }
    };

    private final Class<?> type;
    private final List<PersonalMember> members;
    private final Optional<PersonalMember> subject;
    private volatile int mayHold; // 0 as long as nobody asked, then 1 for yes, 2 for no

    private PersonalClass(Class<?> type) {
        this.type = type;
        this.members = isOfUsers(type) ? MemberReader.read(type) : List.of();
        this.subject = members.stream().filter(PersonalMember::isSubject).findFirst();
    }

    static PersonalClass of(Class<?> type) {
        return KNOWN.get(type);
    }

    /**
     * Checks what the class of an event, and those of what is in it, say of personal data.
     *
     * @throws DefinitionException when that cannot be; it names the class, the member and the way out
     */
    public static void check(Class<?> event) {
        of(event).check(false, new HashSet<>());
    }

    private record Visit(Class<?> type, boolean hasSubject) {}

    private void check(boolean hasSubjectAround, Set<Visit> visited) {
        boolean hasSubject = hasSubjectAround || subject.isPresent();
        if (!visited.add(new Visit(type, hasSubject))) {
            return;
        }
        for (PersonalMember member : members) {
            PersonalData personal = member.personal();
            if (personal != null) {
                requireSubject(member, personal, hasSubject);
            }
            usersClasses(member.type()).forEach(inside -> of(inside).check(hasSubject, visited));
        }
    }

    private void requireSubject(PersonalMember member, PersonalData personal, boolean hasSubject) {
        if (!personal.subject().isEmpty()) {
            PersonalMember named = named(personal.subject())
                    .orElseThrow(() -> new DefinitionException(
                            "%s.%s is personal data of '%s', but there is no such member: name one of %s"
                                    .formatted(type.getName(), member.name(), personal.subject(), type.getName())));
            if (!MemberReader.isSubjectType(named.type())) {
                throw new DefinitionException("%s.%s is a data subject, but neither a String nor a UUID"
                        .formatted(type.getName(), named.name()));
            }
        } else if (!hasSubject) {
            throw new DefinitionException(
                    "%s.%s is personal data, but nothing says whose: annotate the member with the subject's number with @DataSubject, in this class or in one around it"
                            .formatted(type.getName(), member.name()));
        }
    }

    List<PersonalMember> members() {
        return members;
    }

    /** The member that says whose the data in its objects are. */
    Optional<PersonalMember> subject() {
        return subject;
    }

    /** The member of a name. */
    Optional<PersonalMember> named(String name) {
        return members.stream().filter(member -> member.name().equals(name)).findFirst();
    }

    /** Whether something in an object of this class may be personal. Where a declared type leaves open what there is, it may. */
    boolean mayHoldPersonalData() {
        int known = mayHold;
        if (known == 0) {
            known = mayHold(type, new HashSet<>()) ? 1 : 2;
            mayHold = known;
        }
        return known == 1;
    }

    private static boolean mayHold(Class<?> type, Set<Class<?>> visited) {
        return visited.add(type)
                && of(type).members.stream()
                        .anyMatch(member -> member.personal() != null
                                || isOpen(member.type())
                                || usersClasses(member.type()).stream().anyMatch(inside -> mayHold(inside, visited)));
    }

    /** Whether a type says nothing of what is there at run time. */
    private static boolean isOpen(Type type) {
        if (type instanceof ParameterizedType generic) {
            return Stream.of(generic.getActualTypeArguments()).anyMatch(PersonalClass::isOpen);
        }
        if (type instanceof GenericArrayType array) {
            return isOpen(array.getGenericComponentType());
        }
        return type instanceof Class<?> simple ? isOpen(simple) : true;
    }

    private static boolean isOpen(Class<?> type) {
        if (type.isArray()) {
            return isOpen(type.getComponentType());
        }
        return type == Object.class
                || (isOfUsers(type) && Modifier.isAbstract(type.getModifiers()))
                || type.getTypeParameters().length > 0; // a raw collection
    }

    /** The classes in a type that may have members with annotations: those of users. */
    private static Set<Class<?>> usersClasses(Type type) {
        Set<Class<?>> found = new HashSet<>();
        addUsersClasses(type, found);
        return found;
    }

    private static void addUsersClasses(Type type, Set<Class<?>> found) {
        if (type instanceof ParameterizedType generic) {
            addUsersClasses(generic.getRawType(), found);
            Stream.of(generic.getActualTypeArguments()).forEach(argument -> addUsersClasses(argument, found));
        } else if (type instanceof GenericArrayType array) {
            addUsersClasses(array.getGenericComponentType(), found);
        } else if (type instanceof Class<?> simple) {
            if (simple.isArray()) {
                addUsersClasses(simple.getComponentType(), found);
            } else if (isOfUsers(simple) && found.add(simple) && simple.isSealed()) {
                Stream.of(simple.getPermittedSubclasses()).forEach(one -> addUsersClasses(one, found));
            }
        }
    }

    static boolean isOfUsers(Class<?> type) {
        return !type.isPrimitive()
                && !type.isArray()
                && !Enum.class.isAssignableFrom(type)
                && type.getClassLoader() != null
                && !type.getName().startsWith("java.")
                && !type.getName().startsWith("jakarta.");
    }
}
