package dev.capstan.apply.refusal;

import static org.assertj.core.api.Assertions.assertThat;

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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Answers of API servers, as Status objects in refusals.json, and what people are told. */
class RefusalTest {

    private static final Pattern INTERNALS = Pattern.compile(
            "valueUnstructured|v1\\.[A-Z]\\w*\\{|map\\[|&\\{|dial tcp|x509|PKIX|Exception|json:|Go struct|typed patch|strict decoding"
                    + "|regex used|0x[0-9a-f]{4}|rpc error|\\n|APIGroups:|nil\\)|<html");

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

    @Test
    void coversTheCommonOnes() throws IOException {
        assertThat(cases()).hasSizeGreaterThanOrEqualTo(45);
    }
}
