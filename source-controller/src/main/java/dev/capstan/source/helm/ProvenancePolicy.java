package dev.capstan.source.helm;

import dev.capstan.api.meta.Condition;
import dev.capstan.api.meta.Conditions;
import dev.capstan.source.SourceResult;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What an annotation of a HelmChart asks: that a provenance file beside the packed chart shows that one of some keys signed it.
 *
 * @param secret the Secret with the public keys
 */
public record ProvenancePolicy(String secret) {
    /** Annotation: the name of a Secret. */
    public static final String KEYS = "capstan.dev/verify-provenance";

    private static final String PREFIX = "capstan.dev/verify-";
    private static final Pattern NAME = Pattern.compile("[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?");

    /** Whether the annotations have anything to do with verification, also what cannot be read. */
    public static boolean isNamedIn(Map<String, String> annotations) {
        return annotations.keySet().stream().anyMatch(key -> key.startsWith(PREFIX));
    }

    /** Whether what is asked differs. */
    public static boolean differs(Map<String, String> annotations, Map<String, String> others) {
        return !rules(annotations).equals(rules(others));
    }

    private static Map<String, String> rules(Map<String, String> annotations) {
        var rules = new TreeMap<>(annotations);
        rules.keySet().removeIf(key -> !key.startsWith(PREFIX));
        return rules;
    }

    /** Reads what is asked. What cannot be read is a failure: a rule that is misspelt must not be one that is not there. */
    static SourceResult<Optional<ProvenancePolicy>> of(Map<String, String> annotations) {
        var rules = rules(annotations);
        var unknown = rules.keySet().stream().filter(key -> !key.equals(KEYS)).findFirst();
        if (unknown.isPresent()) {
            return unusable("there is no annotation '" + unknown.get() + "'; " + KEYS + " names a Secret with keys");
        }
        var secret = Optional.ofNullable(rules.get(KEYS)).map(String::strip);
        return secret.isEmpty() || NAME.matcher(secret.get()).matches()
                ? SourceResult.success(secret.map(ProvenancePolicy::new))
                : unusable("annotation " + KEYS + ": write the name of a Secret with public keys");
    }

    static <T> SourceResult<T> unusable(String why) {
        return SourceResult.failed(new HelmFailure.ProvenancePolicyUnusable(why));
    }

    /** What the condition {@code SourceVerified} says of a chart that was verified. */
    String verified(String fileName, String key) {
        return "verified the provenance of '" + fileName + "' with key '" + key + "'" + ofSecret();
    }

    private String ofSecret() {
        return " of Secret '" + secret + "'";
    }

    /** Whether the conditions say that the chart of this generation was verified with these keys. */
    boolean isAnsweredBy(List<Condition> conditions, long generation) {
        return Conditions.of(conditions)
                .get(Condition.SOURCE_VERIFIED)
                .filter(Condition::holds)
                .filter(it ->
                        it.observedGeneration() == generation && it.message().endsWith(ofSecret()))
                .isPresent();
    }
}
