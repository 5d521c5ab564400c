package dev.capstan.gotemplate.sprig;

import dev.capstan.gotemplate.value.GoFunction;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Paths with slashes. The functions for paths of the operating system are the same: templates belong to no machine. */
final class PathFunctions {

    private PathFunctions() {}

    static void addTo(Map<String, GoFunction> functions) {
        addBoth(functions, "base", "osBase", FunctionShapes.text(PathFunctions::base));
        addBoth(functions, "dir", "osDir", FunctionShapes.text(PathFunctions::dir));
        addBoth(functions, "clean", "osClean", FunctionShapes.text(PathFunctions::clean));
        addBoth(functions, "ext", "osExt", FunctionShapes.text(PathFunctions::ext));
        addBoth(functions, "isAbs", "osIsAbs", FunctionShapes.test(path -> path.startsWith("/")));
    }

    private static void addBoth(
            Map<String, GoFunction> functions, String name, String systemName, GoFunction function) {
        functions.put(name, function);
        functions.put(systemName, function);
    }

    private static String base(String path) {
        if (path.isEmpty()) {
            return ".";
        }
        int end = path.length();
        while (end > 0 && path.charAt(end - 1) == '/') {
            end--;
        }
        return end == 0 ? "/" : path.substring(path.lastIndexOf('/', end - 1) + 1, end);
    }

    private static String dir(String path) {
        return clean(path.substring(0, path.lastIndexOf('/') + 1));
    }

    private static String ext(String path) {
        int dot = path.lastIndexOf('.');
        return dot < 0 || dot < path.lastIndexOf('/') ? "" : path.substring(dot);
    }

    private static String clean(String path) {
        boolean absolute = path.startsWith("/");
        List<String> kept = new ArrayList<>();
        for (String part : path.split("/", -1)) {
            switch (part) {
                case "", "." -> {
                    // says nothing
                }
                case ".." -> {
                    if (!kept.isEmpty() && !kept.getLast().equals("..")) {
                        kept.removeLast();
                    } else if (!absolute) {
                        kept.add(part);
                    }
                }
                default -> kept.add(part);
            }
        }
        String clean = (absolute ? "/" : "") + String.join("/", kept);
        return clean.isEmpty() ? "." : clean;
    }
}
