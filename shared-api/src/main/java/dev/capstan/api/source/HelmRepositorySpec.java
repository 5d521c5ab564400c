package dev.capstan.api.source;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.capstan.api.meta.AccessFrom;
import dev.capstan.api.meta.LocalRef;
import dev.capstan.api.schema.OneOf;
import dev.capstan.api.schema.Patterns;
import dev.capstan.api.schema.WireRecord;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import org.jspecify.annotations.Nullable;

/**
 * Where the charts are, and how to get in.
 *
 * @param url where the index is, http or https, or a registry, oci
 * @param type absent or {@code default} for an index over HTTP; {@code oci} for a registry
 * @param interval how often to ask for the index; absent means every minute; Go notation
 * @param timeout limit of one download; absent means 60 seconds; Go notation
 * @param provider how to authenticate at a registry
 * @param secretRef credentials: {@code username} and {@code password}, or those of a registry
 * @param certSecretRef TLS certificates and keys
 * @param passCredentials whether charts on other hosts than the repository's are asked for with the credentials
 * @param insecure whether a registry may be spoken to without TLS
 * @param accessFrom accepted for compatibility and not enforced
 * @param suspend whether the object is to be left alone
 */
@WireRecord
public record HelmRepositorySpec(
        @Required @Pattern("^(http|https|oci)://.*$") String url,
        @Nullable @OneOf({"default", "oci"}) String type,
        @Nullable @Pattern(Patterns.INTERVAL) String interval,
        @Nullable @Pattern(Patterns.TIMEOUT) String timeout,

        @Nullable @Default("generic") @OneOf({"generic", "aws", "azure", "gcp"})
        String provider,

        @Nullable LocalRef secretRef,
        @Nullable LocalRef certSecretRef,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean passCredentials,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean insecure,
        @Nullable AccessFrom accessFrom,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean suspend)
        implements SourceSpec {

    /** The type of registries. */
    public static final String OCI = "oci";

    /** Whether the URL is that of a registry, which has no index. */
    public boolean namesRegistry() {
        return OCI.equals(type);
    }
}
