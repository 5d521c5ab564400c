package dev.capstan.container;

import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;
import com.google.cloud.tools.jib.api.buildplan.FileEntriesLayer;
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

    ImageLayers {
        layers = List.copyOf(layers);
    }

    /**
     * Lays out an application.
     *
     * @param application that the image runs
     * @param common names of the libraries that all applications have
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

    /** The same with a layer above all others, of one file. */
    ImageLayers with(String name, Path file) {
        var all = new ArrayList<>(layers);
        all.add(FileEntriesLayer.builder()
                .setName(name)
                .addEntry(file, inImage(file.getFileName().toString()))
                .build());
        return new ImageLayers(all);
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
