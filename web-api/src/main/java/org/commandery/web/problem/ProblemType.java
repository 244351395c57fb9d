package org.commandery.web.problem;

import java.util.Locale;
import java.util.stream.Stream;

/** The kinds of problems. The address of a kind does not change, and leads to its description. */
public enum ProblemType {
    MALFORMED_REQUEST(
            400,
            "The request is malformed",
            "The body, a parameter or a header cannot be read. Mend it; `detail` says what is wrong."),
    CONSTRAINT_BROKEN(
            400, "A constraint is broken", "The values can be read but are not allowed. `fields` says which and why."),
    UNKNOWN_HANDLER(
            400,
            "There is no such handler",
            "`X-Wait-For` names handlers that do not exist: `handlers` says which. Nothing was stored. One that was just deployed for the first time may not be active yet."),
    UNAUTHENTICATED(
            401,
            "Who is asking?",
            "The tenant follows from the caller, or the command is not for everyone. Send credentials; `WWW-Authenticate` says of which kind."),
    FORBIDDEN(403, "This is not for the caller", "The caller is known, and may not do this."),
    TENANT_MISSING(
            400,
            "No tenant was named",
            "The application has tenants, and the request does not say for which of them it is."),
    NOT_FOUND(404, "There is nothing here", "No such context, tenant, command, stream or thing."),
    METHOD_NOT_ALLOWED(405, "This method is not for this address", "The header `Allow` names those that are."),
    NOT_ACCEPTABLE(406, "There is no such representation", "Answers are `application/json`: let `Accept` allow it."),
    TOO_MANY_ATTEMPTS(
            409, "Others were faster", "Others wrote to the same stream each time. Nothing was stored; try again."),
    KEY_TAKEN(
            409,
            "Somebody else has this",
            "A value that only one may have is taken: `key` says which kind of value. Nothing was stored. Choose another."),
    FACTS_CHANGED(
            409,
            "The facts have changed",
            "What was decided rests on facts that changed meanwhile. Nothing was stored. Look again, decide again."),
    HANDLER_NOT_HERE(
            409,
            "The handler is not on this node",
            "A reset and a rebuild call the handler, which this node does not have, or has stopped. Nothing has changed. Ask a node that has it, or move the subscription, which calls nobody."),
    CANNOT_REBUILD(
            409,
            "The read model cannot be rebuilt",
            "The handler names no tables, or they cannot be replaced: `detail` says why. Nothing has changed."),
    STREAM_DELETED(410, "The stream was deleted", "The stream can neither be read nor written to any more."),
    PRECONDITION_FAILED(
            412,
            "The stream is at another version",
            "The stream is not at a version that `If-Match` names. Nothing was stored. Look again, decide again; `actualVersion` is the present one."),
    CONTENT_TOO_LARGE(413, "The body is too large", "A command is a message, not a file."),
    UNSUPPORTED_MEDIA_TYPE(415, "This is not JSON", "Send the body with `Content-Type: application/json`."),
    COMMAND_REJECTED(
            422,
            "The command was refused",
            "The aggregate refused the command, and `detail` says why. Nothing was stored."),
    COMMAND_HALTED(422, "The command was halted", "A rule of the application halted the command. Nothing was stored."),
    COMMAND_ID_REUSED(
            422,
            "The key belongs to another command",
            "`Idempotency-Key` was used for a command on another stream. A key is for one command."),
    UNACCEPTABLE_EVENT(
            422,
            "The event cannot be stored",
            "A value in the event cannot be held by the database, or personal data in it cannot be encrypted. Nothing was stored."),
    EVENT_NOT_FOUND(
            422, "There is no such event", "An event that a stream was to show is not stored. Nothing was stored."),
    INTERNAL_ERROR(
            500, "Something is broken here", "The fault is the server's. `errorId` finds it in the server's log."),
    UNAVAILABLE(
            503,
            "The database is away",
            "Try again after `Retry-After` seconds. Whether a command was stored may be unknown: send it again with the same `Idempotency-Key`."),
    EXECUTION_TIMEOUT(
            503,
            "The time was over",
            "The command was not decided within its time. Nothing was stored, nor will be; try again after `Retry-After` seconds."),
    CONSISTENCY_TIMEOUT(
            503,
            "The read models are behind",
            "The handlers have not reached the position of `If-Position` in time. Nothing was looked up; try again after `Retry-After` seconds, or give them more time by `Prefer: wait`."),
    TENANT_NOT_READY(
            503,
            "The tenant is not ready",
            "It takes no commands yet and shows nothing. `state` is `STARTING` while its schema is made, `FAILED` while its database refuses. Try again after `Retry-After` seconds.");

    private final int status;
    private final String title;
    private final String meaning;

    ProblemType(int status, String title, String meaning) {
        this.status = status;
        this.title = title;
        this.meaning = meaning;
    }

    /** The last part of the kind's address, as in {@code command-rejected}. */
    public String slug() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }

    /** What it is, the same for all of its kind. */
    public String title() {
        return title;
    }

    /** What to make of it, in Markdown. */
    public String meaning() {
        return meaning;
    }

    /** What to make of it, in plain text. */
    String advice() {
        return meaning.replace("`", "");
    }

    /** The kind that a status stands for when nothing more is known; {@link #MALFORMED_REQUEST} for those that have no kind of their own. */
    static ProblemType ofStatus(int status) {
        return Stream.of(values())
                .filter(type -> type.status == status)
                .findFirst()
                .orElse(status < 500 ? MALFORMED_REQUEST : INTERNAL_ERROR);
    }
}
