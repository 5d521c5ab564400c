package dev.capstan.container;

import com.google.cloud.tools.jib.api.buildplan.Port;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;

/**
 * What an image says of itself and how it starts.
 *
 * @param name with its tag, such as {@code capstan/source-controller:v0.1.0}
 * @param entrypoint the command of the container
 * @param environment of its process, where the pod does not say otherwise
 * @param labels as the OCI names them
 * @param created when the sources were of this state, so that the same sources give the same image
 */
record ImageDescription(
        String name,
        List<String> entrypoint,
        Map<String, String> environment,
        Map<String, String> labels,
        SortedSet<Integer> ports,
        Instant created) {
    private static final String LABEL = "org.opencontainers.image.";

    static ImageDescription of(
            Application application, Release release, JvmSettings settings, Map<String, String> environment) {
        var entrypoint = new ArrayList<>(List.of("java", "-XX:Flags=" + ImageLayers.FOLDER + "/jvm.flags"));
        entrypoint.addAll(settings.arguments());
        entrypoint.addAll(List.of("-jar", ImageLayers.FOLDER + "/quarkus-run.jar"));
        var labels = new TreeMap<String, String>();
        labels.put(LABEL + "title", application.module());
        labels.put(LABEL + "description", application.description());
        labels.put(LABEL + "vendor", "Capstan");
        labels.put(LABEL + "licenses", "Apache-2.0");
        labels.put(LABEL + "version", release.tag());
        labels.put(LABEL + "created", release.created().toString());
        release.revision().ifPresent(revision -> labels.put(LABEL + "revision", revision));
        return new ImageDescription(
                "capstan/" + application.module() + ":" + release.tag(),
                entrypoint,
                environment,
                labels,
                application.ports(),
                release.created());
    }

    Set<Port> jibPorts() {
        var all = new LinkedHashSet<Port>();
        ports.forEach(port -> all.add(Port.tcp(port)));
        return all;
    }
}
