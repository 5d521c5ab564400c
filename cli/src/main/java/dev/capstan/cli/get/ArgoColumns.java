package dev.capstan.cli.get;

import dev.capstan.api.kind.ToolkitKind;
import dev.capstan.cli.cluster.ArgoSource;
import dev.capstan.cli.cluster.ToolkitObject;
import dev.capstan.cli.terminal.ShownAddress;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What Argo CD's kinds have come to, in the words that its users know: they have no condition Ready. */
final class ArgoColumns {

    private ArgoColumns() {}

    /** The heads; empty for other kinds. */
    static List<String> heads(ToolkitKind kind) {
        return switch (kind) {
            case APPLICATION -> List.of("PROJECT", "SYNC", "HEALTH", "REVISION");
            case APPLICATION_SET -> List.of("APPLICATIONS");
            case APP_PROJECT -> List.of("DESCRIPTION");
            default -> List.of();
        };
    }

    /** The cells for {@link #heads}. */
    static List<String> cells(ToolkitObject object, ObjectRow row) {
        return switch (object.kind()) {
            case APPLICATION ->
                List.of(
                        object.text("spec", "project")
                                .filter(project -> !project.isEmpty())
                                .orElse("default"),
                        object.text("status", "sync", "status").orElse("Unknown"),
                        object.text("status", "health", "status").orElse("Unknown"),
                        row.revision());
            case APPLICATION_SET ->
                List.of(object.text("status", "resourcesCount")
                        .orElseGet(() -> String.valueOf(size(object.field("status", "resources")))));
            case APP_PROJECT -> List.of(object.text("spec", "description").orElse(""));
            default -> List.of();
        };
    }

    /** Further heads of {@code -o wide}, without the age. */
    static List<String> wideHeads(ToolkitKind kind) {
        return switch (kind) {
            case APPLICATION -> List.of("REPOSITORY", "PATH", "DESTINATION");
            case APP_PROJECT -> List.of("SOURCES", "DESTINATIONS");
            default -> List.of();
        };
    }

    /** The cells for {@link #wideHeads}. */
    static List<String> wideCells(ToolkitObject object) {
        return switch (object.kind()) {
            case APPLICATION -> {
                ArgoSource source = ArgoSource.of(object);
                yield List.of(
                        ShownAddress.of(source.repository()),
                        source.chart().isEmpty() ? source.path() : source.chart(),
                        object.text("spec", "destination", "name")
                                        .or(() -> object.text("spec", "destination", "server"))
                                        .orElse("")
                                + object.text("spec", "destination", "namespace")
                                        .map(" "::concat)
                                        .orElse(""));
            }
            case APP_PROJECT ->
                List.of(
                        texts(object.field("spec", "sourceRepos")).orElse(""),
                        String.valueOf(size(object.field("spec", "destinations"))));
            default -> List.of();
        };
    }

    private static Optional<String> texts(@Nullable Object list) {
        return list instanceof List<?> items
                ? Optional.of(items.stream()
                        .map(item -> ShownAddress.of(String.valueOf(item)))
                        .collect(Collectors.joining(",")))
                : Optional.empty();
    }

    private static int size(@Nullable Object list) {
        return list instanceof List<?> items ? items.size() : 0;
    }
}
