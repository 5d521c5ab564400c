package dev.capstan.api.image;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.capstan.api.meta.AccessFrom;
import dev.capstan.api.meta.LocalRef;
import dev.capstan.api.schema.OneOf;
import dev.capstan.api.schema.OptionalIn;
import dev.capstan.api.schema.Patterns;
import dev.capstan.api.schema.WireRecord;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which repository, how to get in, and which of its tags do not count.
 *
 * @param image the repository, without scheme and tag; old versions let it be absent
 * @param interval how often to list the tags; Go notation; old versions let it be absent
 * @param timeout limit of a scan; absent means the interval up to 5m
 * @param provider how to log in when no pull secret is there
 * @param secretRef a pull secret
 * @param certSecretRef TLS keys and certificates
 * @param proxySecretRef proxy to go through
 * @param serviceAccountName account whose pull secrets are used as well, or its identity with a cloud provider
 * @param insecure whether plain HTTP may be spoken
 * @param exclusionList regular expressions; tags that match any of them are left out. Absent means those of signatures
 * @param accessFrom namespaces whose policies may refer to this; absent means the own one alone
 * @param suspend whether the object is to be left alone
 */
@WireRecord
public record ImageRepositorySpec(
        @Nullable @Required @OptionalIn({"v1beta2", "v1beta1"})
        String image,

        @Nullable @Required @OptionalIn({"v1beta2", "v1beta1"}) @Pattern(Patterns.INTERVAL) String interval,

        @Nullable @Pattern(Patterns.TIMEOUT) String timeout,

        @Nullable @Default("generic") @OneOf({"generic", "aws", "azure", "gcp"})
        String provider,

        @Nullable LocalRef secretRef,
        @Nullable LocalRef certSecretRef,
        @Nullable LocalRef proxySecretRef,
        @Nullable @Size(max = 253) String serviceAccountName,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean insecure,

        @JsonInclude(JsonInclude.Include.ALWAYS) @Default("[\"^.*\\\\.sig$\"]") @Size(max = 25) List<String> exclusionList,

        @Nullable AccessFrom accessFrom,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean suspend) {

    /** What is left out when nothing is said: the tags under which signatures are stored. */
    public static final List<String> DEFAULT_EXCLUSIONS = List.of("^.*\\.sig$");

    /** Reads an absent list of exclusions as the default, as the API server does, and copies others. */
    public ImageRepositorySpec {
        exclusionList = exclusionList == null ? DEFAULT_EXCLUSIONS : List.copyOf(exclusionList);
    }
}
