package dev.capstan.api.notification;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.capstan.api.meta.LocalRef;
import dev.capstan.api.schema.OneOf;
import dev.capstan.api.schema.WireRecord;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which events go where, and with which additions.
 *
 * @param providerRef the Provider, in the same namespace
 * @param eventSeverity {@code info} for all events, {@code error} for errors only
 * @param eventSources the objects whose events are meant
 * @param eventMetadata additions to the metadata of every notification
 * @param inclusionList regular expressions (RE2); where there are some, one must match the message
 * @param exclusionList regular expressions (RE2); none may match the message
 * @param summary deprecated; the same as {@code eventMetadata.summary}
 * @param suspend whether the object is to be left alone
 */
@WireRecord
public record AlertSpec(
        @Required LocalRef providerRef,
        @Nullable @Default("info") @OneOf({"info", "error"}) String eventSeverity,
        @Required List<EventSource> eventSources,
        Map<String, String> eventMetadata,
        List<String> inclusionList,
        List<String> exclusionList,
        @Nullable @Size(max = 255) String summary,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean suspend) {
    /** Reads absent collections as empty and copies the others. */
    public AlertSpec {
        eventSources = eventSources == null ? List.of() : List.copyOf(eventSources);
        eventMetadata = eventMetadata == null ? Map.of() : Map.copyOf(eventMetadata);
        inclusionList = inclusionList == null ? List.of() : List.copyOf(inclusionList);
        exclusionList = exclusionList == null ? List.of() : List.copyOf(exclusionList);
    }
}
