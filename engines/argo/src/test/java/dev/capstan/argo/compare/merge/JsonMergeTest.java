package dev.capstan.argo.compare.merge;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.argo.object.Trees;
import org.junit.jupiter.api.Test;

class JsonMergeTest {

    private static ObjectNode merged(String applied, String manifest, String live) {
        return JsonMerge.predict(Trees.yaml(applied), Trees.yaml(manifest), Trees.yaml(live));
    }

    private static ObjectNode merged(String manifest, String live) {
        return merged(manifest, manifest, live);
    }

    @Test
    void fieldsThatOnlyTheLiveObjectHasStay() {
        assertThat(merged("{a: 1}", "{a: 2, b: {c: 3}}")).isEqualTo(Trees.yaml("{a: 1, b: {c: 3}}"));
        assertThat(merged("{o: {a: 1}}", "{o: {b: 2}}")).isEqualTo(Trees.yaml("{o: {a: 1, b: 2}}"));
    }

    @Test
    void fieldsThatWereAppliedAndAreNotWantedAnyMoreGo() {
        assertThat(merged("{a: 1, o: {b: 2, c: 3}}", "{o: {c: 3}}", "{a: 1, o: {b: 2, c: 3, d: 4}}"))
                .isEqualTo(Trees.yaml("{o: {c: 3, d: 4}}"));
    }

    @Test
    void listsAreReplacedUnlessOnlyFieldsInTheirElementsWereAdded() {
        assertThat(merged("{l: [{a: 1}]}", "{l: [{a: 1, b: 2}]}")).isEqualTo(Trees.yaml("{l: [{a: 1, b: 2}]}"));
        assertThat(merged("{l: [{a: 1}]}", "{l: [{a: 1}, {a: 2}]}")).isEqualTo(Trees.yaml("{l: [{a: 1}]}"));
        assertThat(merged("{l: [{a: 1}]}", "{l: [{a: 2, b: 2}]}")).isEqualTo(Trees.yaml("{l: [{a: 1}]}"));
        assertThat(merged("{}", "{l: [{a: 1}]}", "{l: [{a: 1, b: 2}]}")).isEqualTo(Trees.yaml("{l: [{a: 1}]}"));
    }

    @Test
    void nullInAManifestSaysNothingUnlessThereWasAValue() {
        assertThat(merged("{a: null}", "{a: 1}")).isEqualTo(Trees.yaml("{a: 1}"));
        assertThat(merged("{a: 1}", "{a: null}", "{a: 1}")).isEqualTo(Trees.yaml("{}"));
        assertThat(merged("{o: {a: null}}", "{}")).isEqualTo(Trees.yaml("{}"));
    }

    @Test
    void emptyObjectsAndOtherTypesAreDifferences() {
        assertThat(merged("{o: {}}", "{}")).isEqualTo(Trees.yaml("{o: {}}"));
        assertThat(merged("{o: 1}", "{o: '1'}")).isEqualTo(Trees.yaml("{o: 1}"));
        assertThat(merged("{o: {a: 1}}", "{o: [1]}")).isEqualTo(Trees.yaml("{o: {a: 1}}"));
        assertThat(merged("{o: ''}", "{}")).isEqualTo(Trees.yaml("{o: ''}"));
        assertThat(merged("{l: []}", "{}")).isEqualTo(Trees.yaml("{l: []}"));
    }
}
