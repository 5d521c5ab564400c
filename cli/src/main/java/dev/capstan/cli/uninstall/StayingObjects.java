package dev.capstan.cli.uninstall;

import dev.capstan.cli.cluster.ToolkitObject;
import java.util.ArrayList;
import java.util.List;

/** What stays of that which objects have applied, in words. */
final class StayingObjects {

    private StayingObjects() {}

    /** Lines for people. */
    static List<String> lines(List<ToolkitObject> objects) {
        List<String> lines = new ArrayList<>();
        for (ToolkitObject object : objects) {
            switch (object.kind()) {
                case KUSTOMIZATION -> {
                    int size = object.inventorySize();
                    lines.add("%s: the %s that it applied stay%s"
                            .formatted(object.title(), size == 1 ? "object" : size + " objects", size == 1 ? "s" : ""));
                }
                case HELM_RELEASE -> lines.add(object.title() + ": its release stays, and `helm list` shows it");
                case SEALED_SECRET -> lines.add(object.title() + ": its Secret stays");
                default -> {}
            }
        }
        return lines;
    }
}
