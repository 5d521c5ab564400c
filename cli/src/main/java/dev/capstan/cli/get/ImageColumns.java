package dev.capstan.cli.get;

import dev.capstan.api.kind.ToolkitKind;
import dev.capstan.cli.cluster.ToolkitObject;
import java.util.List;
import java.util.Optional;

/** What the image kinds have in place of a revision. */
final class ImageColumns {

    private ImageColumns() {}

    /** The heads; empty for other kinds. */
    static List<String> heads(ToolkitKind kind) {
        return switch (kind) {
            case IMAGE_REPOSITORY -> List.of("LAST SCAN");
            case IMAGE_POLICY -> List.of("IMAGE", "TAG");
            case IMAGE_UPDATE_AUTOMATION -> List.of("LAST RUN");
            default -> List.of();
        };
    }

    /** The cells for {@link #heads}; empty texts before the first scan, choice or run. */
    static List<String> cells(ToolkitObject object) {
        return switch (object.kind()) {
            case IMAGE_REPOSITORY -> List.of(text(object, "status", "lastScanResult", "scanTime"));
            case IMAGE_POLICY ->
                List.of(text(object, "status", "latestRef", "name"), text(object, "status", "latestRef", "tag"));
            case IMAGE_UPDATE_AUTOMATION -> List.of(text(object, "status", "lastAutomationRunTime"));
            default -> List.of();
        };
    }

    private static String text(ToolkitObject object, String... path) {
        return Optional.ofNullable(object.field(path)).map(Object::toString).orElse("");
    }
}
