package dev.capstan.api.helm;

import dev.capstan.api.meta.LocalRef;
import dev.capstan.api.schema.OneOf;
import dev.capstan.api.schema.WireRecord;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Required;
import org.jspecify.annotations.Nullable;

/**
 * Signatures that the chart of a template must carry.
 *
 * @param provider what signs
 * @param secretRef the public keys; absent for signatures by identity
 */
@WireRecord
public record HelmChartTemplateVerification(
        @Required @Default("cosign") @OneOf({"cosign", "notation"})
        String provider,

        @Nullable LocalRef secretRef) {}
