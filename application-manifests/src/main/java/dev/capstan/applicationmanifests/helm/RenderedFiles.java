package dev.capstan.applicationmanifests.helm;

import dev.capstan.argo.source.DirectorySelection.File;
import dev.capstan.helm.Hook;
import dev.capstan.helm.HookEvent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Parts what was rendered by the templates that it came from, so that each object knows its own. */
final class RenderedFiles {
    /** Nothing of a document can look so: three hyphens where a line begins part documents. */
    private static final Pattern BEGIN = Pattern.compile("^---\n# Source: (.*)\n", Pattern.MULTILINE);

    private RenderedFiles() {}

    /** The objects that are not hooks. */
    static List<File> of(String manifest) {
        var files = new ArrayList<File>();
        Matcher begin = BEGIN.matcher(manifest);
        boolean isFound = begin.find();
        while (isFound) {
            String name = begin.group(1);
            int start = begin.end();
            isFound = begin.find();
            String text = manifest.substring(start, isFound ? begin.start() : manifest.length());
            if (!text.isBlank()) {
                files.add(file(name, text));
            }
        }
        return files;
    }

    /** The objects that are hooks. */
    static List<File> of(List<Hook> hooks, boolean skipsTests) {
        return hooks.stream()
                .filter(hook -> !skipsTests || !hook.events().contains(HookEvent.TEST))
                .map(hook -> file(hook.path(), hook.manifest()))
                .toList();
    }

    private static File file(String name, String text) {
        return new File(name, text.getBytes(StandardCharsets.UTF_8));
    }
}
