package dev.capstan.apply.refusal;

import dev.capstan.apply.ObjectId;
import dev.capstan.apply.cluster.ApiResult;
import dev.capstan.apply.cluster.FieldCause;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What the API server answered to a request about an object, when it was no.
 *
 * @param id the object
 * @param code HTTP status
 * @param reason machine word of the API server, empty when none was given
 * @param message its text, secret values masked already
 * @param causes its details by field, masked already
 */
public record Refusal(ObjectId id, int code, String reason, String message, List<FieldCause> causes) {

    private static final List<Rule> RULES = Stream.of(
                    TypeRules.all(), AdmissionRules.all(), RightsRules.all(), FieldRules.all(), ServerRules.all())
            .flatMap(List::stream)
            .toList();

    private static final List<Rule> DELETION_RULES =
            Stream.concat(DeletionRules.all().stream(), RULES.stream()).toList();

    /** A text that is longer holds a value, which nobody reads to its end; rules look through what is left several times. */
    private static final int LONGEST_TEXT = 8 * 1024;

    /** Takes the middle out of long texts. */
    public Refusal {
        message = shortened(message);
        causes = causes.stream()
                .map(cause -> new FieldCause(shortened(cause.field()), cause.reason(), shortened(cause.message())))
                .toList();
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST_TEXT
                ? text
                : text.substring(0, LONGEST_TEXT / 2) + "…" + text.substring(text.length() - LONGEST_TEXT / 2);
    }

    /** What one rule makes of a refusal; empty when it is about something else. */
    interface Rule {
        Optional<Explanation> explain(Refusal refusal);

        /** A rule for texts that hold the pattern. */
        static Rule on(String pattern, Wording wording) {
            Pattern compiled = Pattern.compile(pattern, Pattern.DOTALL);
            return refusal -> {
                Matcher found = compiled.matcher(refusal.message());
                return found.find() ? Optional.of(wording.of(refusal, found)) : Optional.empty();
            };
        }
    }

    /** The words for what a pattern found. */
    interface Wording {
        Explanation of(Refusal refusal, Matcher found);
    }

    /** A refusal whose text holds no values, such as that of a list. */
    public static Refusal of(ObjectId id, ApiResult.Refused<?> answer) {
        return new Refusal(id, answer.code(), answer.reason(), answer.message(), answer.causes());
    }

    /** The words for people: those of the first rule that knows the refusal, else the API server's own without internals. */
    public Explanation explain() {
        return explainBy(RULES, "Correct the manifest as the message says.");
    }

    /** The same when the object was to be deleted. */
    public Explanation explainDeletion() {
        return explainBy(DELETION_RULES, "Look at the object in the cluster; its deletion is tried again.");
    }

    private Explanation explainBy(List<Rule> rules, String adviceOtherwise) {
        return rules.stream()
                .flatMap(rule -> rule.explain(this).stream())
                .findFirst()
                .orElseGet(() -> new Explanation(ServerText.clean(message), adviceOtherwise));
    }

    /** Where the object lives, for sentences. */
    String place() {
        return id.namespace().isEmpty() ? "the cluster" : "the namespace " + id.namespace();
    }
}
