package dev.capstan.apply.refusal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.capstan.apply.ObjectId;
import dev.capstan.apply.cluster.FieldCause;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Answers of API servers, as Status objects in refusals.json, and what people are told. */
class RefusalTest {

    private static final Pattern INTERNALS = Pattern.compile(
            "valueUnstructured|v1\\.[A-Z]\\w*\\{|map\\[|&\\{|dial tcp|x509|PKIX|Exception|json:|Go struct|typed patch|strict decoding"
                    + "|regex used|0x[0-9a-f]{4}|rpc error|\\n|APIGroups:|nil\\)|<html");

    private static final ObjectId WEB = new ObjectId("apps", "Deployment", "shop", "web");

    /** One line of the table. */
    record Case(String about, Refusal refusal, String sentence, String advice) {
        @Override
        public String toString() {
            return about;
        }
    }

    static Stream<Case> cases() throws IOException {
        try (var in = RefusalTest.class.getResourceAsStream("refusals.json")) {
            JsonNode table = new ObjectMapper().readTree(new String(in.readAllBytes(), StandardCharsets.UTF_8));
            return StreamSupport.stream(table.spliterator(), false).map(RefusalTest::read);
        }
    }

    private static Case read(JsonNode line) {
        JsonNode status = line.path("status");
        List<FieldCause> causes = new ArrayList<>();
        for (JsonNode cause : status.path("details").path("causes")) {
            causes.add(new FieldCause(
                    cause.path("field").asText(),
                    cause.path("reason").asText(),
                    cause.path("message").asText()));
        }
        ObjectId id = new ObjectId("", line.path("kind").asText("Deployment"), "shop", "web");
        return new Case(
                line.path("about").asText(),
                new Refusal(
                        id,
                        status.path("code").asInt(),
                        status.path("reason").asText(),
                        status.path("message").asText(),
                        causes),
                line.path("sentence").asText(),
                line.path("advice").asText());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void saysWhatIsWrongAndWhatToDo(Case example) {
        Explanation explanation = example.refusal().explain();

        assertThat(explanation.sentence()).isEqualTo(example.sentence());
        assertThat(explanation.advice()).contains(example.advice()).isNotBlank();
        assertThat(explanation.sentence() + explanation.advice()).doesNotContainPattern(INTERNALS);
    }

    static Stream<Arguments> deletions() {
        return Stream.of(
                arguments(
                        422,
                        "configmaps \"web\" is forbidden: ValidatingAdmissionPolicy 'keep' with binding 'all' denied request: it is in use",
                        "the policy keep (binding all) refuses it: it is in use",
                        "before a deletion"),
                arguments(
                        403,
                        "admission webhook \"keep.example.com\" denied the request without explanation",
                        "the admission webhook keep.example.com refuses it",
                        "before a deletion"),
                arguments(
                        403,
                        "namespaces \"kube-system\" is forbidden: this namespace may not be deleted",
                        "Kubernetes never deletes this namespace",
                        "tried again"),
                arguments(
                        409,
                        "Operation cannot be fulfilled on configmaps \"a\": Precondition failed: UID in precondition: 1, UID in object meta: 2",
                        "somebody else changed the object at the same time, again and again",
                        "tried again"),
                arguments(
                        405,
                        "the server does not allow this method on the requested resource",
                        "objects of the kind Deployment cannot be deleted",
                        "prune: disabled"),
                arguments(
                        403,
                        "deployments.apps \"web\" is forbidden: User \"jane\" cannot delete resource \"deployments\" in API group \"apps\" in the namespace \"shop\"",
                        "the user jane may not delete deployments.apps in the namespace shop",
                        "verbs: [get, create, patch, delete]"),
                arguments(400, "something else", "something else", "its deletion is tried again"));
    }

    @ParameterizedTest
    @MethodSource("deletions")
    void saysOfADeletionWhatIsInItsWay(int code, String message, String sentence, String advice) {
        Explanation words = new Refusal(WEB, code, "", message, List.of()).explainDeletion();

        assertThat(words.sentence()).isEqualTo(sentence);
        assertThat(words.advice()).contains(advice).doesNotContain("manifest so");
    }

    /** Keys and values of a manifest come back in the answer: whoever writes them must not keep a thread busy. */
    @ParameterizedTest
    @MethodSource("hostileTexts")
    @Timeout(60)
    void hostileTextsAreExplainedAtOnce(String about, String message) {
        var cause = new FieldCause("spec.x", "FieldValueInvalid", message);
        for (Refusal refusal : List.of(
                new Refusal(WEB, 500, "", "failed to create typed patch object: " + message, List.of()),
                new Refusal(WEB, 422, "Invalid", message, List.of(cause)))) {
            assertThat(refusal.explain().sentence()).as(about).isNotBlank();
        }
    }

    static Stream<Arguments> hostileTexts() {
        return Stream.of(
                arguments("a key of many brackets", ".spec." + "[a]".repeat(200) + " : field not declared in schema"),
                arguments("a key of open brackets", ".spec." + "[a".repeat(5_000) + ": field not declared in schema"),
                arguments("a long value", "Invalid value: \"" + "x".repeat(200_000) + "\": must be shorter"),
                arguments("a value of escapes", "Invalid value: \"" + "\\\"".repeat(100_000) + "\": must be shorter"),
                arguments("a value that is never closed", "Invalid value: \"" + "x\\\"".repeat(50_000)),
                arguments("a long dump", "Invalid value: " + "[]".repeat(50_000) + "string{\"a\"}: must be shorter"));
    }

    @Test
    void coversTheCommonOnes() throws IOException {
        assertThat(cases()).hasSizeGreaterThanOrEqualTo(45);
    }
}
