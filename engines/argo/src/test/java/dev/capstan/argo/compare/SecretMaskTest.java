package dev.capstan.argo.compare;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.argo.object.Trees;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SecretMaskTest {

    private static ObjectNode secret(String fields) {
        return Trees.yaml(
                "{apiVersion: v1, kind: Secret, metadata: {name: s, annotations: {token: t0ken}}, " + fields + "}");
    }

    @Test
    void equalValuesLookEqualAndOthersDoNot() {
        SecretMask.Masked masked = SecretMask.mask(
                Optional.of(secret("data: {a: c2FtZQ==, b: b25l}, stringData: {c: new}")),
                Optional.of(secret("data: {a: c2FtZQ==, b: b3RoZXI=}")));

        ObjectNode target = masked.target().orElseThrow();
        ObjectNode live = masked.live().orElseThrow();
        assertThat(target.at("/data/a").asText()).isEqualTo("++++++++");
        assertThat(live.at("/data/a").asText()).isEqualTo("++++++++");
        assertThat(target.at("/data/b").asText()).isEqualTo("++++++++");
        assertThat(live.at("/data/b").asText()).isEqualTo("++++++++++++");
        assertThat(target.toString()).doesNotContain("new").doesNotContain("stringData");
    }

    @Test
    void whatWasAppliedLastIsMaskedToo() {
        ObjectNode live = secret("data: {a: bGl2ZQ==}");
        ((ObjectNode) live.at("/metadata/annotations"))
                .put(
                        LastApplied.ANNOTATION,
                        "{\"apiVersion\":\"v1\",\"kind\":\"Secret\",\"stringData\":{\"a\":\"hidden\",\"z\":\"gone\"}}");

        String shown = SecretMask.mask(Optional.empty(), Optional.of(live))
                .live()
                .orElseThrow()
                .toString();

        assertThat(shown)
                .doesNotContain("hidden")
                .doesNotContain("gone")
                .doesNotContain("bGl2ZQ")
                .contains("z");
    }

    @Test
    void anAnnotationThatNobodyCanReadIsHiddenAsAWhole() {
        ObjectNode live = secret("data: {}");
        ((ObjectNode) live.at("/metadata/annotations"))
                .put(LastApplied.ANNOTATION, "{\"data\": {\"a\": \"hidden\"")
                .put("other", 5);

        assertThat(SecretMask.mask(Optional.empty(), Optional.of(live)).toString())
                .doesNotContain("hidden");
    }

    @Test
    void secretsThatNoApiServerTakesLeakNothing() {
        for (String odd : new String[] {
            "data: hidden",
            "data: [hidden]",
            "stringData: hidden",
            "data: {a: {b: hidden}}",
            "data: {a: [hidden]}",
            "data: 5, stringData: {a: hidden}"
        }) {
            assertThat(SecretMask.mask(Optional.of(secret(odd)), Optional.empty())
                            .toString())
                    .as(odd)
                    .doesNotContain("hidden");
        }
    }

    @Test
    void namedAnnotationsAreMasked() {
        assertThat(SecretMask.mask(Optional.of(secret("data: {}")), Optional.empty(), Set.of("token"))
                        .toString())
                .doesNotContain("t0ken");
    }

    @Test
    void otherKindsAndTheGivenTreesStayAsTheyAre() {
        ObjectNode configMap = Trees.configMap("c", "1");
        ObjectNode secret = secret("data: {a: c2FtZQ==}");
        ObjectNode before = secret.deepCopy();

        assertThat(SecretMask.mask(Optional.of(configMap), Optional.empty()).target())
                .contains(configMap);
        SecretMask.mask(Optional.of(secret), Optional.empty());
        assertThat(secret).isEqualTo(before);
    }
}
