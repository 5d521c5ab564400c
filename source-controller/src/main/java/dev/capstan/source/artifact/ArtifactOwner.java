package dev.capstan.source.artifact;

import dev.capstan.api.meta.ObjectReference;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The object that artifacts belong to; its folder in the storage is {@code <kind>/<namespace>/<name>}.
 *
 * @param kind lower case, for example {@code gitrepository}
 */
public record ArtifactOwner(String kind, String namespace, String name) {
    private static final Pattern SEGMENT = Pattern.compile("[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?");

    /** Refuses what could not be the name of an object, so that a path made of it never leaves the storage. */
    public ArtifactOwner {
        for (var segment : new String[] {kind, namespace, name}) {
            if (!SEGMENT.matcher(segment).matches() || segment.contains("..")) {
                throw new IllegalArgumentException("'" + segment + "' cannot be part of the path of an artifact");
            }
        }
    }

    /** The owner that an object is. */
    public static ArtifactOwner of(ObjectReference object) {
        return new ArtifactOwner(object.kind().toLowerCase(Locale.ROOT), object.namespace(), object.name());
    }

    /** The folder of the owner, relative to the storage. */
    public String folder() {
        return kind + "/" + namespace + "/" + name;
    }

    /** Whether a path is that of one of its files; what a status names need not be, for others may have written it. */
    public boolean owns(String path) {
        var begin = folder() + "/";
        return path.startsWith(begin) && path.indexOf('/', begin.length()) < 0;
    }

    /** The path of one of its files, relative to the storage. */
    public String path(String fileName) {
        return folder() + "/" + fileName;
    }
}
