package dev.capstan.cli.get;

import dev.capstan.api.kind.ToolkitKind;
import dev.capstan.cli.cluster.ToolkitObject;
import dev.capstan.cli.terminal.Age;
import dev.capstan.cli.terminal.ShownAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The columns of {@code -o wide}: what a kind is about, and its age. No column shows what may hold a secret. */
final class WideColumns {

    private final Clock clock;

    WideColumns(Clock clock) {
        this.clock = clock;
    }

    List<String> heads(ToolkitKind kind) {
        return switch (kind) {
            case GIT_REPOSITORY, OCI_REPOSITORY -> List.of("URL", "AGE");
            case HELM_REPOSITORY -> List.of("TYPE", "URL", "AGE");
            case HELM_CHART -> List.of("CHART", "VERSION", "SOURCE", "AGE");
            case IMAGE_REPOSITORY -> List.of("IMAGE", "TAGS", "AGE");
            case IMAGE_POLICY -> List.of("REPOSITORY", "AGE");
            case IMAGE_UPDATE_AUTOMATION -> List.of("SOURCE", "PUSHED", "AGE");
            case BUCKET -> List.of("ENDPOINT", "BUCKET", "AGE");
            case KUSTOMIZATION -> List.of("SOURCE", "PATH", "AGE");
            case HELM_RELEASE -> List.of("SOURCE", "AGE");
            case ALERT -> List.of("PROVIDER", "SEVERITY", "AGE");
            case PROVIDER -> List.of("TYPE", "CHANNEL", "AGE");
            case RECEIVER -> List.of("TYPE", "AGE");
            case APPLICATION, APP_PROJECT -> with(ArgoColumns.wideHeads(kind), "AGE");
            default -> List.of("AGE");
        };
    }

    List<String> cells(ToolkitObject object) {
        String age = object.created().map(this::age).orElse("");
        return switch (object.kind()) {
            case GIT_REPOSITORY, OCI_REPOSITORY -> List.of(ShownAddress.of(text(object, "spec", "url")), age);
            case HELM_REPOSITORY ->
                List.of(
                        object.text("spec", "type").orElse("default"),
                        ShownAddress.of(text(object, "spec", "url")),
                        age);
            case HELM_CHART ->
                List.of(
                        text(object, "spec", "chart"),
                        text(object, "spec", "version"),
                        reference(object, "spec", "sourceRef"),
                        age);
            case IMAGE_REPOSITORY ->
                List.of(text(object, "spec", "image"), text(object, "status", "lastScanResult", "tagCount"), age);
            case IMAGE_POLICY ->
                List.of(
                        text(object, "spec", "imageRepositoryRef", "namespace")
                                + (text(object, "spec", "imageRepositoryRef", "namespace")
                                                .isEmpty()
                                        ? ""
                                        : "/")
                                + text(object, "spec", "imageRepositoryRef", "name"),
                        age);
            case IMAGE_UPDATE_AUTOMATION ->
                List.of(reference(object, "spec", "sourceRef"), text(object, "status", "lastPushCommit"), age);
            case BUCKET ->
                List.of(ShownAddress.of(text(object, "spec", "endpoint")), text(object, "spec", "bucketName"), age);
            case KUSTOMIZATION -> List.of(reference(object, "spec", "sourceRef"), text(object, "spec", "path"), age);
            case HELM_RELEASE -> List.of(chart(object), age);
            case ALERT ->
                List.of(text(object, "spec", "providerRef", "name"), text(object, "spec", "eventSeverity"), age);
            case PROVIDER -> List.of(text(object, "spec", "type"), text(object, "spec", "channel"), age);
            case RECEIVER -> List.of(text(object, "spec", "type"), age);
            case APPLICATION, APP_PROJECT -> with(ArgoColumns.wideCells(object), age);
            default -> List.of(age);
        };
    }

    private static List<String> with(List<String> cells, String age) {
        return Stream.concat(cells.stream(), Stream.of(age)).toList();
    }

    private static String chart(ToolkitObject object) {
        return object.field("spec", "chartRef") != null
                ? reference(object, "spec", "chartRef")
                : reference(object, "spec", "chart", "spec", "sourceRef");
    }

    private static String reference(ToolkitObject object, String... path) {
        String namespace = text(object, with(path, "namespace"));
        return text(object, with(path, "kind")) + "/"
                + (namespace.isEmpty() ? "" : namespace + "/")
                + text(object, with(path, "name"));
    }

    private static String[] with(String[] path, String field) {
        String[] longer = Arrays.copyOf(path, path.length + 1);
        longer[path.length] = field;
        return longer;
    }

    private static String text(ToolkitObject object, String... path) {
        return Optional.ofNullable(object.field(path)).map(Object::toString).orElse("");
    }

    private String age(Instant created) {
        return Age.inWords(Duration.between(created, clock.instant()));
    }
}
