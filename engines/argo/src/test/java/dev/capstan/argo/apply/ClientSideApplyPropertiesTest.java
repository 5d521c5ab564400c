package dev.capstan.argo.apply;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.argo.object.Trees;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Objects by chance, applied again and again while others edit them. */
class ClientSideApplyPropertiesTest {

    private static final ClientSideApply APPLY = ClientSideApply.load();
    private static final int ROUNDS = 400;

    @ParameterizedTest
    @CsvSource({"apps/v1, Deployment, 1", "apps/v1, Deployment, 2", "x.io/v1, Thing, 3", "x.io/v1, Thing, 4"})
    void secondApplyIsNothingAndFieldsOfOthersStay(String apiVersion, String kind, long seed) {
        Random random = new Random(seed);
        Optional<ObjectNode> live = Optional.empty();
        for (int round = 0; round < ROUNDS; round++) {
            ObjectNode manifest = manifest(apiVersion, kind, random);
            String what = "seed " + seed + ", round " + round;

            ObjectNode applied = after(APPLY.plan(manifest, live), live, what);

            assertThat(APPLY.plan(manifest, Optional.of(applied))).as(what).isEqualTo(new ApplyPlan.Nothing());
            assertThat(contains(applied, manifest)).as(what).isTrue();
            if (live.isPresent()) {
                assertThat(applied.at("/metadata/labels/others"))
                        .as(what)
                        .isEqualTo(live.get().at("/metadata/labels/others"));
                assertThat(applied.at("/spec/others"))
                        .as(what)
                        .isEqualTo(live.get().at("/spec/others"));
            }
            live = Optional.of(editedByOthers(applied, random));
        }
    }

    /** What the API server would have after the request. */
    private static ObjectNode after(ApplyPlan plan, Optional<ObjectNode> live, String what) {
        return switch (plan) {
            case ApplyPlan.Create create -> create.content();
            case ApplyPlan.Patch patch -> patched(live.orElseThrow(), patch.patch());
            case ApplyPlan.Nothing _ -> live.orElseThrow();
            case ApplyPlan.Refused refused -> throw new AssertionError(what + ": " + refused);
        };
    }

    private static ObjectNode patched(ObjectNode object, ObjectNode patch) {
        ObjectNode result = object.deepCopy();
        for (Map.Entry<String, JsonNode> field : patch.properties()) {
            JsonNode value = field.getValue();
            if (value.isNull()) {
                result.remove(field.getKey());
            } else if (value instanceof ObjectNode inner) {
                ObjectNode into = result.get(field.getKey()) instanceof ObjectNode there ? there : Trees.yaml("{}");
                result.set(field.getKey(), patched(into, inner));
            } else {
                result.set(field.getKey(), value);
            }
        }
        return result;
    }

    private static ObjectNode manifest(String apiVersion, String kind, Random random) {
        ObjectNode manifest = Trees.yaml("{apiVersion: " + apiVersion + ", kind: " + kind
                + ", metadata: {name: o, namespace: ns, labels: {own: 'yes'}}, spec: {}}");
        ObjectNode spec = manifest.withObject("/spec");
        spec.put("replicas", random.nextInt(3));
        if (random.nextBoolean()) {
            spec.put("minReadySeconds", 1 + random.nextInt(3));
        }
        if (random.nextBoolean()) {
            manifest.withObject("/metadata/annotations").put("a" + random.nextInt(3), "<" + random.nextInt(3) + ">");
        }
        ObjectNode pod = spec.putObject("template").putObject("spec");
        for (int i = 0; i <= random.nextInt(3); i++) {
            ObjectNode container =
                    pod.withArray("containers").addObject().put("name", "c" + i).put("image", "i:" + random.nextInt(3));
            if (random.nextBoolean()) {
                container.withArray("args").add("x" + random.nextInt(2));
            }
        }
        if (random.nextBoolean()) {
            pod.withObject("/nodeSelector").put("k" + random.nextInt(3), "v");
        }
        return manifest;
    }

    private static ObjectNode editedByOthers(ObjectNode object, Random random) {
        ObjectNode edited = object.deepCopy();
        switch (random.nextInt(5)) {
            case 0 -> edited.withObject("/metadata/labels").put("others", "o" + random.nextInt(3));
            case 1 -> edited.withObject("/spec").put("replicas", 7);
            case 2 -> edited.withObject("/spec").withObject("/others").put("x", random.nextInt());
            case 3 -> edited.withObject("/spec/template/spec").remove("containers");
            default -> edited.withObject("/metadata").remove("annotations");
        }
        return edited;
    }

    /** Whether an object has everything that a manifest says; lists may have more. */
    private static boolean contains(JsonNode object, JsonNode manifest) {
        if (manifest.isObject()) {
            return manifest.properties().stream()
                    .allMatch(field -> contains(object.path(field.getKey()), field.getValue()));
        }
        if (manifest.isArray()) {
            for (int i = 0; i < manifest.size(); i++) {
                if (!contains(object.path(i), manifest.get(i))) {
                    return false;
                }
            }
            return true;
        }
        return object.equals(manifest) || object.asText().equals(manifest.asText());
    }
}
