package dev.capstan.api.helm;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.capstan.api.schema.Format;
import dev.capstan.api.schema.WireRecord;
import io.fabric8.generator.annotation.Required;
import org.jspecify.annotations.Nullable;

/**
 * The last rollback that was asked for by annotation. A release that was rolled back stays as it is until its inputs are others than
 * those that are named here.
 *
 * @param request the annotation that asked, or the digest of one that is too long to be right
 * @param target number of the revision that was asked for; 0 when the annotation names none
 * @param revision number of the revision that the rollback made; 0 when it made none, or is not done yet
 * @param generation the generation of the spec that is held back
 * @param chartVersion the version of the chart that is held back
 * @param configDigest the digest of the values that are held back
 * @param failure why the release was not rolled back; absent when it was, or when that is not decided yet
 */
@WireRecord
public record ReleaseRollback(
        @Required String request,

        @JsonInclude(JsonInclude.Include.NON_DEFAULT) @Format("int64") long target,

        @JsonInclude(JsonInclude.Include.NON_DEFAULT) @Format("int64") long revision,

        @JsonInclude(JsonInclude.Include.NON_DEFAULT) @Format("int64") long generation,

        @Nullable String chartVersion,
        @Nullable String configDigest,
        @Nullable String failure) {}
