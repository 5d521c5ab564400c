package dev.capstan.cli.get;

import dev.capstan.api.kind.ToolkitKind;
import dev.capstan.cli.process.CommandScope;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Prints objects once, and what changes of them until the command is asked to end. */
final class GetRun {

    private final PrintWriter out;
    private final OutputFormat format;
    private final boolean isWatching;

    GetRun(PrintWriter out, OutputFormat format, boolean isWatching) {
        this.out = out;
        this.format = format;
        this.isWatching = isWatching;
    }

    /** Returns whether something was found; always true when watching, as something may still come. */
    boolean run(Path kubeconfig, List<ToolkitKind> kinds, ObjectFilter filter) throws Exception {
        if (!isWatching) {
            try (ObjectLister objects = new ObjectLister(kubeconfig, filter)) {
                return isSomething(print(objects, kinds, filter, new ObjectPrinter(out, format)));
            }
        }
        return CommandScope.runUntilSignal(scope -> {
                    ObjectLister objects = scope.keep(new ObjectLister(kubeconfig, filter));
                    ObjectPrinter printer = new ObjectPrinter(out, format);
                    scope.keep(ObjectWatch.over(objects, print(objects, kinds, filter, printer), printer));
                    scope.awaitSignal();
                    return 0;
                })
                == 0;
    }

    private static Map<ToolkitKind, List<GenericKubernetesResource>> print(
            ObjectLister objects, List<ToolkitKind> kinds, ObjectFilter filter, ObjectPrinter printer) {
        Map<ToolkitKind, List<GenericKubernetesResource>> found = new LinkedHashMap<>();
        for (ToolkitKind kind : kinds) {
            objects.list(kind, kinds.size() > 1).ifPresent(items -> found.put(kind, items));
        }
        if (isSomething(found)) {
            printer.print(found, filter.names().size() == 1);
        }
        return found;
    }

    private static boolean isSomething(Map<ToolkitKind, List<GenericKubernetesResource>> found) {
        return found.values().stream().anyMatch(items -> !items.isEmpty());
    }
}
