package dev.capstan.cli.get;

import dev.capstan.api.kind.ToolkitKind;
import dev.capstan.api.schema.KindRole;
import dev.capstan.cli.cluster.ToolkitObject;
import java.util.List;

/** What the objects of a kind have come to: a revision, a release, a scan, a chosen image. */
final class KindColumns {

    private KindColumns() {}

    /** Whether a column says that objects are ready; Applications have one for each half of that. */
    static boolean haveReady(ToolkitKind kind) {
        return haveMessage(kind) && kind != ToolkitKind.APPLICATION;
    }

    /** Whether a column says what there is to say about them. */
    static boolean haveMessage(ToolkitKind kind) {
        return kind.hasStatus() && !kind.has(KindRole.DATA);
    }

    static List<String> heads(ToolkitKind kind) {
        return switch (kind) {
            case HELM_RELEASE -> ReleaseColumns.HEADS;
            case IMAGE_REPOSITORY, IMAGE_POLICY, IMAGE_UPDATE_AUTOMATION -> ImageColumns.heads(kind);
            case APPLICATION, APPLICATION_SET, APP_PROJECT -> ArgoColumns.heads(kind);
            default -> kind.has(KindRole.HAS_ARTIFACT) || kind.has(KindRole.APPLIER) ? List.of("REVISION") : List.of();
        };
    }

    static List<String> cells(ToolkitObject object, ObjectRow row) {
        return switch (object.kind()) {
            case HELM_RELEASE -> ReleaseColumns.cells(object);
            case IMAGE_REPOSITORY, IMAGE_POLICY, IMAGE_UPDATE_AUTOMATION -> ImageColumns.cells(object);
            case APPLICATION, APPLICATION_SET, APP_PROJECT -> ArgoColumns.cells(object, row);
            default -> heads(object.kind()).isEmpty() ? List.of() : List.of(row.revision());
        };
    }
}
