package dev.capstan.apply;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.apply.cluster.ApiResult;
import dev.capstan.apply.cluster.ClusterApi;
import dev.capstan.apply.cluster.ClusterApi.FieldValidation;
import dev.capstan.apply.cluster.ObjectRef;
import org.junit.jupiter.api.Test;

/** Creating, patching and replacing objects of a real API server, as clients do that do not apply server-side. */
class PlainWritesIT extends ClusterFixture {

    private static final ClusterApi.WriteOptions OPTIONS = options(false, FieldValidation.STRICT);
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void createsOnce() {
        ObjectRef settings = engine.configMap("settings");

        assertThat(engine.api.create(settings, configMap("settings", "blue"), OPTIONS))
                .isInstanceOfSatisfying(
                        ApiResult.Ok.class, ok -> assertThat(ok.isCreated()).isTrue());

        assertThat(engine.api.create(settings, configMap("settings", "red"), OPTIONS))
                .isInstanceOfSatisfying(
                        ApiResult.Refused.class,
                        refused -> assertThat(refused.isConflict()).isTrue());
        assertThat(engine.live(settings).at("/data/colour").asText()).isEqualTo("blue");
        assertThat(engine.live(settings).at("/metadata/managedFields/0/manager").asText())
                .isEqualTo("us");
        assertThat(engine.live(settings)
                        .at("/metadata/managedFields/0/operation")
                        .asText())
                .isEqualTo("Update");
    }

    @Test
    void serverNamesWhatHasOnlyTheBeginningOfAName() {
        ObjectNode content = configMap("", "blue");
        content.withObject("/metadata").put("generateName", "job-").remove("name");

        ObjectNode created = ok(engine.api.create(engine.configMap(""), content, OPTIONS));

        assertThat(created.at("/metadata/name").asText()).startsWith("job-").hasSizeGreaterThan(4);
    }

    @Test
    void dryRunsLeaveEverythingAsItIs() {
        var tried = options(true, FieldValidation.STRICT);
        ObjectRef settings = engine.configMap("settings");

        assertThat(engine.api.create(settings, configMap("settings", "blue"), tried))
                .isInstanceOf(ApiResult.Ok.class);
        assertThat(engine.exists(settings)).isFalse();

        engine.api.create(settings, configMap("settings", "blue"), OPTIONS);
        ok(engine.api.mergePatch(settings, patch("{'data': {'colour': 'red'}}"), tried));
        ok(engine.api.replace(settings, configMap("settings", "red"), tried));
        assertThat(engine.live(settings).at("/data/colour").asText()).isEqualTo("blue");
    }

    @Test
    void patchChangesWhatItNamesAndNothingWhenTheObjectHasChanged() {
        ObjectRef settings = engine.configMap("settings");
        ObjectNode before = ok(engine.api.create(settings, configMap("settings", "blue"), OPTIONS));
        String version = before.at("/metadata/resourceVersion").asText();

        ObjectNode after = ok(engine.api.mergePatch(
                settings,
                patch("{'metadata': {'resourceVersion': '" + version + "'}, 'data': {'colour': null, 'size': '1'}}"),
                OPTIONS));

        assertThat(after.path("data")).isEqualTo(patch("{'size': '1'}"));
        assertThat(engine.api.mergePatch(
                        settings,
                        patch("{'metadata': {'resourceVersion': '" + version + "'}, 'data': {'size': '2'}}"),
                        OPTIONS))
                .isInstanceOfSatisfying(
                        ApiResult.Refused.class,
                        refused -> assertThat(refused.isConflict()).isTrue());
    }

    @Test
    void replacementTakesEverythingElseAway() {
        ObjectRef settings = engine.configMap("settings");
        ok(engine.api.create(settings, configMap("settings", "blue"), OPTIONS));
        ok(engine.api.mergePatch(settings, patch("{'metadata': {'labels': {'a': 'b'}}}"), OPTIONS));

        ObjectNode after = ok(engine.api.replace(settings, configMap("settings", "red"), OPTIONS));

        assertThat(after.at("/data/colour").asText()).isEqualTo("red");
        assertThat(after.at("/metadata/labels").isMissingNode()).isTrue();
    }

    @Test
    void unknownFieldsAreRefusedOrLeftOutAsTheOptionsSay() {
        ObjectNode odd = configMap("settings", "blue").put("colour", "red");
        ObjectRef settings = engine.configMap("settings");

        assertThat(engine.api.create(settings, odd, OPTIONS))
                .isInstanceOfSatisfying(
                        ApiResult.Refused.class,
                        refused -> assertThat(refused.message()).contains("unknown field \"colour\""));
        assertThat(ok(engine.api.create(settings, odd, options(false, FieldValidation.IGNORE)))
                        .has("colour"))
                .isFalse();
    }

    @Test
    void applyThatIsNotForcedLeavesFieldsOfOthers() {
        ObjectRef settings = engine.configMap("settings");
        ok(engine.api.create(settings, configMap("settings", "blue"), OPTIONS));
        var polite = new ClusterApi.ApplyOptions("them", false, false, false, FieldValidation.BY_SERVER);

        assertThat(engine.api.apply(settings, configMap("settings", "red"), polite))
                .isInstanceOfSatisfying(
                        ApiResult.Refused.class,
                        refused -> assertThat(refused.message()).contains("conflict with \"us\""));
        assertThat(engine.live(settings).at("/data/colour").asText()).isEqualTo("blue");
    }

    private static ClusterApi.WriteOptions options(boolean isDryRun, FieldValidation validation) {
        return new ClusterApi.WriteOptions("us", isDryRun, validation);
    }

    private ObjectNode configMap(String name, String colour) {
        return patch("{'apiVersion': 'v1', 'kind': 'ConfigMap', 'metadata': {'name': '" + name + "', 'namespace': '"
                + namespace + "'}, 'data': {'colour': '" + colour + "'}}");
    }

    private static ObjectNode patch(String json) {
        try {
            return (ObjectNode) JSON.readTree(json.replace('\'', '"'));
        } catch (JsonProcessingException malformed) {
            throw new AssertionError(json, malformed);
        }
    }

    private static ObjectNode ok(ApiResult<ObjectNode> result) {
        return switch (result) {
            case ApiResult.Ok<ObjectNode> ok -> ok.value();
            case ApiResult.Refused<ObjectNode> refused -> throw new AssertionError(refused);
            case ApiResult.Unreachable<ObjectNode> unreachable -> throw new AssertionError(unreachable);
        };
    }
}
