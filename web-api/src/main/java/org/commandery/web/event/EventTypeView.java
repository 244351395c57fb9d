package org.commandery.web.event;

import jakarta.json.JsonObject;
import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.util.List;
import java.util.SortedSet;
import org.commandery.runtime.serialization.EventClass;
import org.commandery.serialization.EventForm;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A type of events.
 *
 * @param type its stable name
 * @param revision which form of the type is written today
 * @param name the simple name of its class
 * @param upcastFrom the older forms, of this type or of others, that are read as this one, by type and revision; empty when there are none
 * @param schema what the data of an event look like, a JSON schema
 */
@JsonbPropertyOrder({"type", "revision", "name", "upcastFrom", "schema"})
public record EventTypeView(
        String type,
        int revision,
        String name,
        List<Form> upcastFrom,
        @Schema(type = SchemaType.OBJECT) JsonObject schema) {

    static EventTypeView of(EventClass event, SortedSet<EventForm> olderForms, JsonObject schema) {
        return new EventTypeView(
                event.form().type(),
                event.form().revision(),
                event.type().getSimpleName(),
                olderForms.stream()
                        .map(form -> new Form(form.type(), form.revision()))
                        .toList(),
                schema);
    }

    /**
     * A form of a type.
     *
     * @param type the type's stable name
     * @param revision the revision
     */
    @JsonbPropertyOrder({"type", "revision"})
    public record Form(String type, int revision) {}
}
