package dev.capstan.argo.set.render;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.argo.set.value.GenerationException;
import dev.capstan.yaml.Dialect;
import dev.capstan.yaml.GoDecodeException;
import dev.capstan.yaml.Json;
import dev.capstan.yaml.Limits;
import dev.capstan.yaml.PlainYaml;
import dev.capstan.yaml.UnwritableValueException;
import dev.capstan.yaml.YamlNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** {@code templatePatch}: a filled text in YAML or JSON that patches an Application. It changes neither kind nor project nor owners. */
final class TemplatePatch {
    private static final Limits YAML = new Limits(1 << 20, 100, 50_000);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PROJECT = "project";
    private static final String METADATA = "metadata";

    private TemplatePatch() {}

    static ObjectNode apply(ObjectNode application, String text) {
        ObjectNode patch = read(text);
        check(patch);
        ObjectNode patched = StrategicMerge.apply(application, patch);
        if (!patched.path("spec").isObject() || !patched.path(METADATA).isObject()) {
            throw new GenerationException(
                    "templatePatch takes away metadata or spec, without which there is no Application");
        }
        JsonNode project = application.path("spec").path(PROJECT);
        ObjectNode spec = (ObjectNode) patched.path("spec");
        if (project.isMissingNode()) {
            spec.remove(PROJECT);
        } else {
            spec.set(PROJECT, project);
        }
        ((ObjectNode) patched.path(METADATA)).remove("ownerReferences");
        patched.remove("status");
        patched.set("apiVersion", application.path("apiVersion"));
        patched.set("kind", application.path("kind"));
        return patched;
    }

    private static ObjectNode read(String text) {
        try {
            YamlNode node = PlainYaml.readNode(text.getBytes(StandardCharsets.UTF_8), YAML);
            JsonNode tree = node == null
                    ? JsonNodeFactory.instance.nullNode()
                    : JSON.readTree(Json.write(node, Dialect.KUBERNETES));
            if (tree.isNull()) {
                return JsonNodeFactory.instance.objectNode();
            }
            if (tree instanceof ObjectNode patch) {
                return patch;
            }
            throw new GenerationException("invalid templatePatch: it is no map once it is filled in");
        } catch (GoDecodeException | UnwritableValueException unreadable) {
            throw new GenerationException(
                    "invalid templatePatch: it is no YAML once it is filled in: " + unreadable.getMessage());
        } catch (IOException impossible) {
            throw new UncheckedIOException("What was written as JSON is none", impossible);
        }
    }

    private static void check(ObjectNode patch) {
        for (String part : new String[] {METADATA, "spec"}) {
            JsonNode value = patch.path(part);
            if (!value.isMissingNode() && !value.isNull() && !value.isObject()) {
                throw new GenerationException("invalid templatePatch: " + part + " is not a map");
            }
        }
    }
}
