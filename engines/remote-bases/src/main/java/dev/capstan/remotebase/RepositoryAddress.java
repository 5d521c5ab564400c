package dev.capstan.remotebase;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An address as kustomizations write it: {@code https://host/org/repo//path?ref=v1}, {@code github.com/org/repo/path?ref=v1},
 * {@code git@host:org/repo.git//path}, {@code ssh://…}, with an optional {@code git::} in front.
 *
 * @param url of the repository, http, https or ssh
 * @param path folder in the repository; empty for its root
 * @param ref branch, tag or commit; empty for the default branch
 */
record RepositoryAddress(String url, String path, String ref) {
    private static final Pattern SCP =
            Pattern.compile("([A-Za-z0-9_][A-Za-z0-9._-]*)@([A-Za-z0-9][A-Za-z0-9.-]*):([^:].*)");
    private static final Pattern HOST_AND_PATH = Pattern.compile("[A-Za-z0-9-]+(?:\\.[A-Za-z0-9-]+)+(?::[0-9]+)?/.+");

    /** Reads an address; empty when it names no repository. */
    static Optional<RepositoryAddress> parse(String text) {
        var plain = text.startsWith("git::") ? text.substring("git::".length()) : text;
        var question = plain.indexOf('?');
        var ref = question < 0 ? "" : refOf(plain.substring(question + 1));
        plain = question < 0 ? plain : plain.substring(0, question);
        var scp = SCP.matcher(plain);
        if (!plain.contains("://") && scp.matches()) {
            plain = "ssh://" + scp.group(1) + "@" + scp.group(2) + "/" + scp.group(3);
        } else if (!plain.contains("://")) {
            if (!HOST_AND_PATH.matcher(plain).matches()) {
                return Optional.empty();
            }
            plain = "https://" + plain;
        }
        return split(plain, ref);
    }

    private static String refOf(String query) {
        for (var part : query.split("&", -1)) {
            if (part.startsWith("ref=") || part.startsWith("version=")) {
                return part.substring(part.indexOf('=') + 1);
            }
        }
        return "";
    }

    /** The repository ends at {@code //}, after {@code .git}, or after owner and name. */
    private static Optional<RepositoryAddress> split(String address, String ref) {
        int start = address.indexOf("://") + "://".length();
        int pathStart = address.indexOf('/', start);
        if (pathStart < 0) {
            return Optional.empty();
        }
        int end = address.indexOf("//", pathStart);
        if (end >= 0) {
            return of(address.substring(0, end), address.substring(end + 2), ref);
        }
        int git = address.indexOf(".git/", pathStart);
        if (git >= 0) {
            return of(address.substring(0, git + ".git".length()), address.substring(git + ".git/".length()), ref);
        }
        if (address.endsWith(".git")) {
            return of(address, "", ref);
        }
        int owner = address.indexOf('/', pathStart + 1);
        int name = owner < 0 ? -1 : address.indexOf('/', owner + 1);
        return name < 0 ? of(address, "", ref) : of(address.substring(0, name), address.substring(name + 1), ref);
    }

    private static Optional<RepositoryAddress> of(String url, String path, String ref) {
        return Optional.of(new RepositoryAddress(url, path.replaceAll("/+$", ""), ref));
    }
}
