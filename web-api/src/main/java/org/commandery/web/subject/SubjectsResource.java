package org.commandery.web.subject;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.security.Principal;
import java.util.List;
import org.commandery.web.context.Contexts;
import org.commandery.web.tenant.Administrators;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Forgets data subjects, and shows the record of that. Both are for administrators. */
@Path("{context}/subjects/{subject}")
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
@Tag(name = "personal data")
public class SubjectsResource {

    @Inject
    private Contexts contexts;

    @Inject
    private Administrators administrators;

    @Inject
    private HttpServletRequest caller;

    /**
     * When, by whom and why a subject was forgotten, the newest first.
     *
     * @param context the bounded context
     * @param subject who
     */
    @GET
    @Operation(summary = "Says when and why a data subject was forgotten")
    @APIResponse(responseCode = "200", description = "the records, the newest first; none when it never was")
    @APIResponse(responseCode = "403", description = "the caller does not have the role `administrator`")
    @APIResponse(responseCode = "404", description = "no such context")
    public List<SubjectView> records(
            @PathParam("context") @Parameter(description = "the bounded context", example = "ordering") String context,
            @PathParam("subject") @Parameter(description = "the data subject", example = "customer-17")
                    String subject) {
        administrators.require("see who was forgotten");
        return contexts.application(context).dataSubjects().forgotten(subject).stream()
                .map(SubjectView::of)
                .toList();
    }

    /**
     * Forgets a subject: its personal data in the events of the context's application cannot be read any more, by anyone. Asking again changes nothing.
     *
     * @param context the bounded context
     * @param subject who is to be forgotten
     * @param reason why, for the record
     * @throws NotFoundException when the subject has never had personal data here
     */
    @DELETE
    @Operation(
            summary = "Forgets a data subject",
            description =
                    "Its personal data in the events of the context's application cannot be read any more, by anyone: the key that they are encrypted with is deleted. Read models are told by an event. This cannot be undone.")
    @APIResponse(responseCode = "200", description = "the subject is forgotten; the record of it")
    @APIResponse(responseCode = "400", description = "no reason is given")
    @APIResponse(responseCode = "403", description = "the caller does not have the role `administrator`")
    @APIResponse(responseCode = "404", description = "no such context, or it holds no personal data of this subject")
    public SubjectView forget(
            @PathParam("context") @Parameter(description = "the bounded context", example = "ordering") String context,
            @PathParam("subject") @Parameter(description = "the data subject", example = "customer-17") String subject,
            @QueryParam("reason")
                    @DefaultValue("")
                    @NotBlank
                    @Size(max = 500)
                    @Pattern(regexp = "[^\\p{Cc}\\p{Cs}]*", message = "must not contain control characters")
                    @Parameter(description = "why, for the record", required = true, example = "asked by mail")
                    String reason) {
        administrators.require("forget data subjects");
        return contexts.application(context)
                .dataSubjects()
                .forget(subject, reason, callersName())
                .map(SubjectView::of)
                .orElseThrow(() ->
                        new NotFoundException("there are no personal data of '%s' in %s".formatted(subject, context)));
    }

    private String callersName() {
        @Nullable Principal principal = caller.getUserPrincipal();
        return principal == null ? "anonymous" : principal.getName();
    }
}
