package dev.capstan.source.helm;

import dev.capstan.access.SecretAccess;
import dev.capstan.charts.ChartException;
import dev.capstan.charts.ChartMetadata;
import dev.capstan.charts.ChartProvenance;
import dev.capstan.openpgp.ClearSignedText;
import dev.capstan.openpgp.OpenPgpCheck;
import dev.capstan.openpgp.OpenPgpKeys;
import dev.capstan.runtime.secret.SecretValues;
import dev.capstan.semver.SemanticVersion;
import dev.capstan.source.SourceResult;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/** The step that compares a packed chart with what its author signed. */
final class ProvenanceVerification {
    private static final List<String> KEYS = List.of(".asc", ".gpg", ".pub");

    private final SecretAccess secrets;
    private final InstantSource clock;

    ProvenanceVerification(SecretAccess secrets, InstantSource clock) {
        this.secrets = secrets;
        this.clock = clock;
    }

    /**
     * Verifies a chart.
     *
     * @param namespace of the HelmChart
     * @param isWanted whether the chart that was signed is the one that was asked for: an old one, or another, is signed as well
     * @return for people, which key it was
     */
    SourceResult<String> verify(
            String namespace, ProvenancePolicy policy, OfferedChart offered, Predicate<ChartMetadata> isWanted) {
        return keys(namespace, policy).then(keys -> verify(keys, policy, offered, isWanted));
    }

    /** Whether two versions are the same, however they are written. */
    static boolean isSameVersion(String one, String other) {
        var parsed = SemanticVersion.parse(one);
        return one.equals(other) || (parsed.isPresent() && parsed.equals(SemanticVersion.parse(other)));
    }

    private SourceResult<OpenPgpKeys> keys(String namespace, ProvenancePolicy policy) {
        return SourceResult.of(secrets.read(namespace, "annotation " + ProvenancePolicy.KEYS, policy.secret()))
                .then(values -> keys(policy, values));
    }

    private static SourceResult<OpenPgpKeys> keys(ProvenancePolicy policy, SecretValues values) {
        Map<String, byte[]> files = new TreeMap<>(values.all());
        files.keySet().removeIf(name -> KEYS.stream().noneMatch(name::endsWith));
        var of = "Secret '" + policy.secret() + "': ";
        return switch (OpenPgpKeys.parse(files)) {
            case OpenPgpKeys.Parsed.Keys(var keys)
            when keys.isEmpty() -> unusable(of + "it has no public key under a name that ends with .asc, .gpg or .pub");
            case OpenPgpKeys.Parsed.Keys(var keys) -> SourceResult.success(keys);
            case OpenPgpKeys.Parsed.Unusable(var why) -> unusable(of + why);
        };
    }

    private SourceResult<String> verify(
            OpenPgpKeys keys, ProvenancePolicy policy, OfferedChart offered, Predicate<ChartMetadata> isWanted) {
        if (offered.provenance().length > ChartProvenance.LONGEST) {
            return refused(offered, "it has more than %d bytes".formatted(ChartProvenance.LONGEST));
        }
        var signed = ClearSignedText.parse(offered.provenance());
        if (signed.isEmpty()) {
            return refused(offered, "it is not one text that is signed with OpenPGP, and nothing besides");
        }
        return switch (signed.get().check(keys, clock.instant())) {
            case OpenPgpCheck.Invalid(var why, var _, var _) -> refused(offered, why);
            case OpenPgpCheck.Valid(var key) ->
                compared(signed.get().text(), offered, isWanted).map(_ -> policy.verified(offered.fileName(), key));
        };
    }

    private static SourceResult<ChartProvenance> compared(
            String text, OfferedChart offered, Predicate<ChartMetadata> isWanted) {
        try {
            var provenance = ChartProvenance.parse(text);
            var objection = provenance.objectionTo(offered.fileName(), offered.archive());
            if (objection.isPresent()) {
                return refused(offered, objection.get());
            }
            var chart = provenance.chart();
            return isWanted.test(chart)
                    ? SourceResult.success(provenance)
                    : refused(
                            offered,
                            "it is about version " + chart.version() + " of chart '" + chart.name()
                                    + "', which is not the one that is offered");
        } catch (ChartException e) {
            return refused(offered, e.failure().message());
        }
    }

    private static <T> SourceResult<T> unusable(String why) {
        return SourceResult.failed(new HelmFailure.ProvenanceKeysUnusable(why));
    }

    private static <T> SourceResult<T> refused(OfferedChart offered, String why) {
        return SourceResult.failed(new HelmFailure.ProvenanceRefused(offered.fileName(), why));
    }
}
