package dev.capstan.cli.get;

import dev.capstan.api.kind.ToolkitKind;
import dev.capstan.api.schema.KindRole;
import dev.capstan.cli.cluster.ToolkitObject;
import java.util.List;

/** What the objects of a kind have come to: a revision, a release, a scan, a chosen image. */
final class KindColumns {

    private KindColumns() {}

    static List<String> heads(ToolkitKind kind) {
        return switch (kind) {
            case HELM_RELEASE -> ReleaseColumns.HEADS;
            case IMAGE_REPOSITORY, IMAGE_POLICY, IMAGE_UPDATE_AUTOMATION -> ImageColumns.heads(kind);
            default -> kind.has(KindRole.HAS_ARTIFACT) || kind.has(KindRole.APPLIER) ? List.of("REVISION") : List.of();
        };
    }

    static List<String> cells(ToolkitObject object, ObjectRow row) {
        return switch (object.kind()) {
            case HELM_RELEASE -> ReleaseColumns.cells(object);
            case IMAGE_REPOSITORY, IMAGE_POLICY, IMAGE_UPDATE_AUTOMATION -> ImageColumns.cells(object);
            default -> heads(object.kind()).isEmpty() ? List.of() : List.of(row.revision());
        };
    }
}
