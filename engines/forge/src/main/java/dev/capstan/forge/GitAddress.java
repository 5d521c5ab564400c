package dev.capstan.forge;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a Git URL says of a repository, without its credentials.
 *
 * @param scheme {@code http}, {@code https} or {@code ssh}
 * @param host lower case; an IPv6 address in brackets
 * @param port with a colon before it; empty for none
 * @param path the names between the slashes, without {@code .git} at the end
 */
record GitAddress(String scheme, String host, String port, List<String> path) {
    private static final int LONGEST = 2048;
    private static final String HOST = "(?<host>[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?|\\[[0-9A-Fa-f:.]+])";
    private static final Pattern URL = Pattern.compile(
            "(?<scheme>https?|ssh)://(?:[^@/\\s]*@)?" + HOST + "(?<port>:[0-9]{1,5})?/(?<path>[^?#\\s]+)");
    private static final Pattern SCP = Pattern.compile("(?:[^@/:\\s]+@)?" + HOST + ":(?<path>(?!//)[^?#\\s]+)");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._~+-]+");

    GitAddress {
        path = List.copyOf(path);
    }

    static GitAddress parse(String text) throws ForgeFailureException {
        if (text.length() > LONGEST) {
            throw ForgeFailureException.address("the Git URL is longer than " + LONGEST + " characters");
        }
        var url = URL.matcher(text);
        if (url.matches()) {
            String port = url.group("port");
            return new GitAddress(
                    url.group("scheme"), hostOf(url.group("host")), port == null ? "" : port, names(url.group("path")));
        }
        var scp = SCP.matcher(text);
        if (scp.matches()) {
            return new GitAddress("ssh", hostOf(scp.group("host")), "", names(scp.group("path")));
        }
        throw ForgeFailureException.address(
                "the Git URL must look like https://host/owner/name, ssh://git@host/owner/name or git@host:owner/name");
    }

    private static String hostOf(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    private static List<String> names(String path) throws ForgeFailureException {
        var names = Stream.of(
                        path.replaceFirst("/+$", "").replaceFirst("\\.git$", "").split("/"))
                .filter(name -> !name.isEmpty())
                .toList();
        for (String name : names) {
            if (!NAME.matcher(name).matches() || name.equals(".") || name.equals("..")) {
                throw ForgeFailureException.address("the path of the Git URL holds a name that no forge gives");
            }
        }
        if (names.size() < 2) {
            throw ForgeFailureException.address("the path of the Git URL must name an owner and a repository");
        }
        return names;
    }

    boolean isSsh() {
        return scheme.equals("ssh");
    }

    /** The same without its first names. */
    GitAddress without(int names) {
        return new GitAddress(scheme, host, port, path.subList(names, path.size()));
    }
}
