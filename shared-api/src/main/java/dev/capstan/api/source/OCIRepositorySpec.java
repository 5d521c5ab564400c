package dev.capstan.api.source;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.capstan.api.meta.LocalRef;
import dev.capstan.api.schema.OneOf;
import dev.capstan.api.schema.Patterns;
import dev.capstan.api.schema.WireRecord;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import org.jspecify.annotations.Nullable;

/**
 * Which repository, which artifact of it, how to get in, and what of it to keep.
 *
 * @param url the repository, without a tag
 * @param interval how often to ask the registry; Go notation
 * @param timeout limit of one update; Go notation
 * @param ref what to follow; absent means the tag {@code latest}
 * @param layerSelector which layer becomes the artifact; absent means that the first one is extracted
 * @param provider how to log in when no pull secret is there
 * @param secretRef a pull secret
 * @param verify signatures that an artifact must carry
 * @param serviceAccountName account whose pull secrets are used as well
 * @param certSecretRef TLS keys and certificates
 * @param proxySecretRef proxy to go through
 * @param ignore patterns of files to leave out, as in a {@code .gitignore}
 * @param insecure whether plain HTTP may be spoken, and TLS without verification when {@code certSecretRef} is absent
 * @param suspend whether the object is to be left alone
 */
@WireRecord
public record OCIRepositorySpec(
        @Required @Pattern("^oci://.*$") String url,
        @Required @Pattern(Patterns.INTERVAL) String interval,
        @Nullable @Default("60s") @Pattern(Patterns.TIMEOUT) String timeout,
        @Nullable OCIReference ref,
        @Nullable OCILayerSelector layerSelector,

        @Nullable @Default("generic") @OneOf({"generic", "aws", "azure", "gcp"})
        String provider,

        @Nullable LocalRef secretRef,
        @Nullable OCIVerification verify,
        @Nullable String serviceAccountName,
        @Nullable LocalRef certSecretRef,
        @Nullable LocalRef proxySecretRef,
        @Nullable String ignore,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean insecure,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean suspend)
        implements SourceSpec {}
