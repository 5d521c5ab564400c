package dev.capstan.apply.normalise;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.apply.Manifest;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Brings manifests to the form that the API server keeps: fields that only a server sets go, fields that a built-in kind
 * does not have go too but are reported, ports get their default protocol, and {@code stringData} of a Secret moves into
 * {@code data}. A manifest that does not fit its kind at all is sent as it is, so that the API server says why.
 * Pure and thread-safe.
 */
public final class Normaliser {

    private static final List<String> SERVER_SIDE =
            List.of("managedFields", "resourceVersion", "uid", "generation", "selfLink", "deletionTimestamp");

    private static final Set<String> WITH_PORTS = Set.of(
            "Service",
            "Pod",
            "PodTemplate",
            "ReplicationController",
            "Deployment",
            "StatefulSet",
            "DaemonSet",
            "ReplicaSet",
            "Job",
            "CronJob");

    private final BuiltInSchema schema;

    public Normaliser(BuiltInSchema schema) {
        this.schema = schema;
    }

    /** Normalises one manifest; its own content stays as it is. */
    public Normalised normalise(Manifest manifest) {
        ObjectNode content = manifest.content().deepCopy();
        List<Notice> notices = new ArrayList<>();
        dropServerSide(manifest, content, notices);
        if (manifest.id().isKind("", "Secret")) {
            moveStringData(content);
        }
        schema.find(manifest.kind()).ifPresent(type -> {
            if (schema.fits(type, content)) {
                schema.drop(
                        type,
                        content,
                        path -> notices.add(new Notice(
                                manifest.id(),
                                manifest.origin(),
                                path,
                                manifest.kind() + " has no such field, so it was left out")));
                if (WITH_PORTS.contains(manifest.id().kind())) {
                    addProtocols(content);
                }
            }
        });
        return new Normalised(content, notices);
    }

    private static void dropServerSide(Manifest manifest, ObjectNode content, List<Notice> notices) {
        if (!manifest.id().isKind("apiextensions.k8s.io", "CustomResourceDefinition")) {
            content.remove("status");
        } else {
            dropInvalidCaBundle(manifest, content, notices);
        }
        if (content.get("metadata") instanceof ObjectNode metadata) {
            metadata.remove("creationTimestamp");
            for (String field : SERVER_SIDE) {
                if (metadata.remove(field) != null) {
                    notices.add(new Notice(
                            manifest.id(),
                            manifest.origin(),
                            "metadata." + field,
                            "is set by the API server, so it was left out"));
                }
            }
        }
    }

    /** A placeholder in Git would make the API server refuse the whole definition; an operator fills the bundle in later. */
    private static void dropInvalidCaBundle(Manifest manifest, ObjectNode content, List<Notice> notices) {
        JsonNode config =
                content.path("spec").path("conversion").path("webhook").path("clientConfig");
        String bundle = config.path("caBundle").asText("");
        if (config instanceof ObjectNode clientConfig && clientConfig.has("caBundle") && !isCertificate(bundle)) {
            clientConfig.remove("caBundle");
            notices.add(new Notice(
                    manifest.id(),
                    manifest.origin(),
                    "spec.conversion.webhook.clientConfig.caBundle",
                    "holds no certificate, so it was left out"));
        }
    }

    private static boolean isCertificate(String base64) {
        try {
            byte[] pem = Base64.getDecoder().decode(base64);
            CertificateFactory.getInstance("X.509").generateCertificate(new java.io.ByteArrayInputStream(pem));
            return true;
        } catch (IllegalArgumentException | CertificateException invalid) {
            return false;
        }
    }

    private static void moveStringData(ObjectNode secret) {
        if (!(secret.get("stringData") instanceof ObjectNode stringData)
                || !stringData.properties().stream()
                        .allMatch(entry -> entry.getValue().isTextual())) {
            return;
        }
        ObjectNode data = secret.get("data") instanceof ObjectNode existing ? existing : secret.putObject("data");
        for (Map.Entry<String, JsonNode> entry : stringData.properties()) {
            byte[] bytes = entry.getValue().textValue().getBytes(StandardCharsets.UTF_8);
            data.put(entry.getKey(), Base64.getEncoder().encodeToString(bytes));
        }
        secret.remove("stringData");
    }

    private static void addProtocols(JsonNode node) {
        if (node instanceof ObjectNode object) {
            for (Map.Entry<String, JsonNode> field : object.properties()) {
                if (field.getKey().equals("ports") && field.getValue() instanceof ArrayNode ports) {
                    ports.forEach(Normaliser::addProtocol);
                }
                addProtocols(field.getValue());
            }
        } else {
            node.forEach(Normaliser::addProtocols);
        }
    }

    private static void addProtocol(JsonNode port) {
        boolean isPort = port.has("containerPort") || port.has("port");
        if (port instanceof ObjectNode object && isPort && !object.hasNonNull("protocol")) {
            object.set("protocol", JsonNodeFactory.instance.textNode("TCP"));
        }
    }
}
