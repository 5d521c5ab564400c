package dev.capstan.application.compare;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.capstan.application.source.FakeSources;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DifferentFieldsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{a: {b: 1}} | {a: {b: 2}} | a.b",
                "{a: 1} | {a: 1, b: {c: 1}} | b",
                "{a: [{b: 1}, {b: 2}]} | {a: [{b: 1}, {b: 3}]} | a[1].b",
                "{a: [1]} | {a: [1, 2]} | a",
                "{a: {b: 1}} | {a: [1]} | a",
                "{metadata: {annotations: {x.y/z: 1}}} | {metadata: {annotations: {x.y/z: 2}}} | metadata.annotations[x.y/z]",
            })
    void aDifferenceIsNamedByItsPath(String one, String other, String path) {
        assertThat(DifferentFields.between(FakeSources.yaml(one), FakeSources.yaml(other)))
                .containsExactly(path);
    }

    @Test
    void theSameHasNone() {
        JsonNode object = FakeSources.yaml("{a: {b: [1, {c: d}]}}");

        assertThat(DifferentFields.between(object, object.deepCopy())).isEmpty();
    }

    @Test
    void noMoreThanTenAreNamed() {
        String many = IntStream.range(0, 50).mapToObj(i -> "f" + i + ": 1").collect(Collectors.joining(", ", "{", "}"));

        List<String> paths = DifferentFields.between(FakeSources.yaml(many), FakeSources.yaml("{}"));

        assertThat(paths).hasSize(10);
    }

    @Test
    void aNameThatIsNoNameIsCut() {
        List<String> paths =
                DifferentFields.between(FakeSources.yaml("{? " + "x".repeat(500) + " : 1}"), FakeSources.yaml("{}"));

        assertThat(paths).singleElement().asString().hasSizeLessThan(120);
    }
}
