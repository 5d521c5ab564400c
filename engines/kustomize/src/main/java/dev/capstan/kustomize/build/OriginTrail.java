package dev.capstan.kustomize.build;

import dev.capstan.kustomize.load.RemoteAddress;
import dev.capstan.kustomize.resource.OriginNote;
import java.util.ArrayList;
import java.util.List;

/**
 * The way from the folder that is built to the present one, as origin annotations write it.
 *
 * @param path from the folder that is built, or from the root of the remote repository
 * @param repo remote repository, empty for the build's own tree
 * @param ref branch, tag or commit of it
 */
record OriginTrail(String path, String repo, String ref) {
    static final OriginTrail START = new OriginTrail("", "", "");

    OriginTrail enter(String entry) {
        if (!RemoteAddress.looksLikeRepository(entry)) {
            return new OriginTrail(joined(path, entry), repo, ref);
        }
        RemoteAddress address = RemoteAddress.parse(entry);
        return new OriginTrail(joined("", address.path()), address.repository(), address.ref());
    }

    OriginNote note() {
        return OriginNote.of(path, repo, ref);
    }

    /** Joins by text; what leads above the start stays as {@code ..}. */
    private static String joined(String base, String entry) {
        List<String> parts = new ArrayList<>();
        for (String part : (base + "/" + entry).split("/")) {
            if (part.isEmpty() || part.equals(".")) {
                continue;
            }
            if (part.equals("..") && !parts.isEmpty() && !parts.getLast().equals("..")) {
                parts.removeLast();
            } else {
                parts.add(part);
            }
        }
        return String.join("/", parts);
    }
}
