package dev.capstan.source.helm;

import dev.capstan.api.meta.Condition;
import dev.capstan.api.meta.Conditions;
import dev.capstan.source.AnnotationFamily;
import dev.capstan.source.SourceResult;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What an annotation of a HelmChart asks: that a provenance file beside the packed chart shows that one of some keys signed it.
 *
 * @param secret the Secret with the public keys
 */
public record ProvenancePolicy(String secret) {
    /** Annotation: the name of a Secret. */
    public static final String KEYS = "capstan.dev/verify-provenance";

    private static final AnnotationFamily FAMILY = new AnnotationFamily("capstan.dev/verify-");
    private static final Pattern NAME = Pattern.compile("[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?");

    /** Whether the annotations have anything to do with verification, also what cannot be read. */
    public static boolean isNamedIn(Map<String, String> annotations) {
        return !FAMILY.in(annotations).isEmpty();
    }

    /** Whether what is asked differs. */
    public static boolean differs(Map<String, String> annotations, Map<String, String> others) {
        return FAMILY.differs(annotations, others);
    }

    /** Reads what is asked. What cannot be read is a failure: a rule that is misspelt must not be one that is not there. */
    static SourceResult<Optional<ProvenancePolicy>> of(Map<String, String> annotations) {
        var unknown = FAMILY.unknownIn(annotations, Set.of(KEYS));
        if (unknown.isPresent()) {
            return unusable("there is no annotation '" + unknown.get() + "'; " + KEYS + " names a Secret with keys");
        }
        var secret = Optional.ofNullable(annotations.get(KEYS)).map(String::strip);
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
