package dev.capstan.argo.object;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.yaml.Limits;
import dev.capstan.yaml.PlainYaml;
import java.util.List;
import java.util.stream.StreamSupport;

/** Objects of tests, written as people write them. */
public final class Trees {

    private static final ObjectMapper JSON = new ObjectMapper();

    private Trees() {}

    /** Reads a manifest as the Kubernetes tools do. */
    public static ObjectNode yaml(String text) {
        return JSON.valueToTree(PlainYaml.read(text, Limits.DEFAULT));
    }

    /** The objects of a list in a document. */
    public static List<ObjectNode> list(ObjectNode document, String field) {
        return StreamSupport.stream(document.path(field).spliterator(), false)
                .map(ObjectNode.class::cast)
                .toList();
    }

    /** A ConfigMap with one entry. */
    public static ObjectNode configMap(String name, String value) {
        return yaml("""
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: %s, namespace: default}
                data: {a: "%s"}
                """.formatted(name, value));
    }

    /** An object with annotations, each {@code key: value}. */
    public static ObjectNode annotated(String kind, String name, String... annotations) {
        ObjectNode object = yaml("""
                apiVersion: %s
                kind: %s
                metadata: {name: %s, namespace: default}
                """.formatted(kind.equals("Job") ? "batch/v1" : "v1", kind, name));
        ObjectNode map = ((ObjectNode) object.path("metadata")).putObject("annotations");
        for (String annotation : annotations) {
            int colon = annotation.indexOf(": ");
            map.put(annotation.substring(0, colon), annotation.substring(colon + 2));
        }
        return object;
    }
}
