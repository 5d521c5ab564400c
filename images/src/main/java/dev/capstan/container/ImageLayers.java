package dev.capstan.container;

import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;
import com.google.cloud.tools.jib.api.buildplan.FileEntriesLayer;
import com.google.cloud.tools.jib.api.buildplan.FileEntry;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The layers of an image above its base, those that change seldom first: libraries that every controller has, which a node keeps and
 * caches once; the other libraries; our jars; the application; its settings and what was made for this image alone.
 */
record ImageLayers(List<FileEntriesLayer> layers) {
    static final String FOLDER = "/app";

    /** The file of the JVM's flags. */
    static final String FLAGS = "jvm.flags";

    /** The file with the classes that were loaded and linked in training. */
    static final String AOT = "app.aot";

    /** The file with the bill of materials. */
    static final String BILL = "sbom.cdx.json";

    ImageLayers {
        layers = List.copyOf(layers);
    }

    /**
     * Lays out an application.
     *
     * @param application that the image runs
     * @param common libraries that all applications have
     * @param settings further files by their name in {@value #FOLDER}
     */
    static ImageLayers of(FastJar application, SharedLibraries common, Map<String, Path> settings) {
        var shared = FileEntriesLayer.builder().setName("shared libraries");
        var libraries = FileEntriesLayer.builder().setName("libraries");
        for (var library : application.libraries()) {
            var source = common.source(library);
            if (source.isPresent()) {
                shared.addEntry(source.get(), inImage(library.toString()));
            } else {
                libraries.addEntry(application.folder().resolve(library), inImage(library.toString()));
            }
        }
        var layers = new ArrayList<FileEntriesLayer>();
        layers.add(shared.build());
        layers.add(libraries.build());
        layers.add(files("capstan", application, application.ours()));
        layers.add(files("application", application, application.application()));
        var own = FileEntriesLayer.builder().setName("settings");
        new TreeMap<>(settings).forEach((name, file) -> own.addEntry(file, inImage(name)));
        layers.add(own.build());
        layers.removeIf(layer -> layer.getEntries().isEmpty());
        return new ImageLayers(layers);
    }

    /** The same with a layer of one file above all others, and another content of a file. */
    ImageLayers with(Path top, String name, Path replacement) {
        var all = new ArrayList<FileEntriesLayer>();
        for (var layer : layers) {
            var changed = FileEntriesLayer.builder().setName(layer.getName());
            for (var entry : layer.getEntries()) {
                if (entry.getExtractionPath().equals(inImage(name))) {
                    changed.addEntry(replacement, entry.getExtractionPath());
                } else {
                    changed.addEntry(entry);
                }
            }
            all.add(changed.build());
        }
        all.add(FileEntriesLayer.builder()
                .setName("AOT cache")
                .addEntry(top, inImage(top.getFileName().toString()))
                .build());
        return new ImageLayers(all);
    }

    /** Where a file in {@value #FOLDER} comes from. */
    Path source(String file) {
        return layers.stream()
                .flatMap(layer -> layer.getEntries().stream())
                .filter(entry -> entry.getExtractionPath().equals(inImage(file)))
                .map(FileEntry::getSourceFile)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(file + " is in no layer"));
    }

    private static FileEntriesLayer files(String name, FastJar application, List<Path> files) {
        var layer = FileEntriesLayer.builder().setName(name);
        files.forEach(file -> layer.addEntry(application.folder().resolve(file), inImage(file.toString())));
        return layer.build();
    }

    private static AbsoluteUnixPath inImage(String file) {
        return AbsoluteUnixPath.get(FOLDER).resolve(file);
    }

    /** Names of the layers, lowest first. */
    Set<String> names() {
        var names = new LinkedHashSet<String>();
        layers.forEach(layer -> names.add(layer.getName()));
        return names;
    }
}
