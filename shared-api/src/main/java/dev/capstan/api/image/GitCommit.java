package dev.capstan.api.image;

import dev.capstan.api.schema.WireRecord;
import io.fabric8.generator.annotation.Required;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How changes are committed.
 *
 * @param author author and committer
 * @param signingKey signs the commits; absent means that they are not signed
 * @param messageTemplate a Go template of the message; absent means a fixed message
 * @param messageTemplateValues what the template finds in {@code .Values}
 */
@WireRecord
public record GitCommit(
        @Required CommitUser author,
        @Nullable SigningKey signingKey,
        @Nullable String messageTemplate,
        Map<String, String> messageTemplateValues) {

    /** Reads an absent map as empty and copies others. */
    public GitCommit {
        messageTemplateValues = messageTemplateValues == null ? Map.of() : Map.copyOf(messageTemplateValues);
    }
}
