package dev.capstan.git.submodule;

import dev.capstan.git.GitFailure;
import dev.capstan.git.GitResult;
import dev.capstan.git.RemoteUrl;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.jgit.errors.ConfigInvalidException;
import org.eclipse.jgit.lib.Config;

/**
 * Reads {@code .gitmodules}. One unacceptable declaration refuses the whole file, also when no folder of the commit uses it: whoever
 * wrote it meant harm, or a Git that this is not.
 */
public final class GitModules {
    private static final String SECTION = "submodule";
    /** {@code user@host:path}, which Git takes for SSH; a host never begins with a hyphen. */
    private static final Pattern SCP = Pattern.compile("([A-Za-z0-9._]+)@([A-Za-z0-9][A-Za-z0-9.-]*):([^/-].*)");

    private GitModules() {}

    /**
     * The declarations in a file, one for each path: of several the last one counts, as for Git.
     *
     * @param text of {@code .gitmodules}
     * @param parent the repository that the file is in; relative URLs begin there, and failures name it
     * @return the failure is {@link GitFailure.SubmoduleRefused}
     */
    public static GitResult<List<DeclaredSubmodule>> parse(String text, RemoteUrl parent) {
        var config = new Config();
        try {
            config.fromText(text);
        } catch (ConfigInvalidException e) {
            return refused(parent, ".gitmodules", "the file cannot be read as a Git configuration");
        }
        var declared = new LinkedHashMap<String, DeclaredSubmodule>();
        for (var name : config.getSubsections(SECTION)) {
            switch (declaration(config, name, parent)) {
                case GitResult.Failed<DeclaredSubmodule>(var failure) -> {
                    return GitResult.failed(failure);
                }
                case GitResult.Success<DeclaredSubmodule>(var submodule) -> declared.put(submodule.path(), submodule);
            }
        }
        return GitResult.success(List.copyOf(declared.values()));
    }

    private static GitResult<DeclaredSubmodule> declaration(Config config, String name, RemoteUrl parent) {
        var shown = shown(name);
        if (name.isEmpty() || name.startsWith("-") || hasParentSegment(name)) {
            return refused(parent, shown, "its name could be taken for a path outside, or for an option");
        }
        var path = config.getString(SECTION, name, "path");
        var url = config.getString(SECTION, name, "url");
        if (path == null || url == null) {
            return refused(parent, shown, ".gitmodules does not say its path and its url");
        }
        if (path.isEmpty() || path.startsWith("-") || path.startsWith("/") || hasParentSegment(path)) {
            return refused(parent, shown, "its path does not lie inside the repository");
        }
        return switch (absolute(url, parent)) {
            case GitResult.Success<RemoteUrl>(var remote) ->
                GitResult.success(new DeclaredSubmodule(withoutSlashAtEnd(path), remote));
            case GitResult.Failed<RemoteUrl>(GitFailure.UrlInvalid(var bad, var why)) ->
                refused(parent, shown(path), "its URL '" + shown(bad) + "' is not usable: " + why);
            case GitResult.Failed<RemoteUrl>(var failure) -> refused(parent, shown(path), failure.message());
        };
    }

    private static boolean hasParentSegment(String text) {
        return Pattern.compile("[/\\\\]").splitAsStream(text).anyMatch(".."::equals);
    }

    private static String withoutSlashAtEnd(String path) {
        return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }

    private static GitResult<RemoteUrl> absolute(String url, RemoteUrl parent) {
        if (url.startsWith("./") || url.startsWith("../")) {
            return relative(url, parent);
        }
        var scp = SCP.matcher(url);
        return RemoteUrl.parse(scp.matches() ? "ssh://" + scp.group(1) + "@" + scp.group(2) + "/" + scp.group(3) : url);
    }

    private static GitResult<RemoteUrl> relative(String url, RemoteUrl parent) {
        var base = withoutSlashAtEnd(parent.path());
        var rest = url;
        while (rest.startsWith("./") || rest.startsWith("../")) {
            if (rest.startsWith("../")) {
                if (base.isEmpty()) {
                    return GitResult.failed(new GitFailure.UrlInvalid(url, "it leads above the root of the server"));
                }
                base = base.substring(0, base.lastIndexOf('/'));
            }
            rest = rest.substring(rest.indexOf('/') + 1);
        }
        if (hasParentSegment(rest)) {
            return GitResult.failed(new GitFailure.UrlInvalid(url, "'..' is in the middle of it"));
        }
        var port = parent.port() == -1 ? "" : ":" + parent.port();
        var text = parent.scheme().text() + "://" + parent.hostText() + port + base + "/" + rest;
        return RemoteUrl.parse(text)
                .map(found -> new RemoteUrl(
                        found.scheme(), parent.user(), Optional.empty(), found.host(), found.port(), found.path()));
    }

    private static <T> GitResult<T> refused(RemoteUrl parent, String path, String why) {
        return GitResult.failed(new GitFailure.SubmoduleRefused(parent, path, why));
    }

    private static String shown(String text) {
        var clean = text.replaceAll("\\p{Cntrl}", "?");
        return clean.length() <= 100 ? clean : clean.substring(0, 100) + "…";
    }
}
