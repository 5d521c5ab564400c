package dev.capstan.forge;

import java.net.URI;
import java.util.Map;

/** Where forges serve their API, as far as their Git URLs tell. */
final class DerivedApi {
    /** Hosts that take SSH at the port of HTTPS. */
    private static final Map<String, String> OTHER_SSH_HOSTS = Map.of(
            "ssh.github.com", "github.com",
            "altssh.gitlab.com", "gitlab.com",
            "altssh.bitbucket.org", "bitbucket.org");

    private static final String GITHUB_WITH_RESIDENCY = ".ghe.com";

    private DerivedApi() {}

    static ForgeRepository of(ForgeProvider provider, GitAddress git) throws ForgeFailureException {
        String host = OTHER_SSH_HOSTS.getOrDefault(git.host(), git.host());
        return switch (provider) {
            case GITHUB -> named(provider, gitHub(host, git), git);
            case GITLAB, GITEA -> named(provider, origin(host, git) + provider.apiPath(), git);
            case BITBUCKET ->
                host.equals("bitbucket.org")
                        ? named(provider, "https://api.bitbucket.org/2.0", git)
                        : server(git, origin(host, git));
            case BITBUCKET_SERVER -> server(git, origin(host, git));
        };
    }

    private static String gitHub(String host, GitAddress git) {
        if (host.equals("github.com") || host.endsWith(GITHUB_WITH_RESIDENCY)) {
            return "https://api." + host;
        }
        return origin(host, git) + ForgeProvider.GITHUB.apiPath();
    }

    /** The port of SSH is not that of the API. */
    private static String origin(String host, GitAddress git) {
        return git.isSsh() ? "https://" + host : git.scheme() + "://" + host + git.port();
    }

    /** Its URLs over HTTP have a context path, if there is one, and {@code scm} before project and name. */
    private static ForgeRepository server(GitAddress git, String origin) throws ForgeFailureException {
        int scm = git.isSsh() ? -1 : git.path().indexOf("scm");
        String context = scm > 0 ? "/" + String.join("/", git.path().subList(0, scm)) : "";
        return named(
                ForgeProvider.BITBUCKET_SERVER,
                origin + context + ForgeProvider.BITBUCKET_SERVER.apiPath(),
                git.without(scm + 1));
    }

    static ForgeRepository named(ForgeProvider provider, String api, GitAddress git) throws ForgeFailureException {
        int count = git.path().size();
        if (count < 2 || (count > 2 && provider != ForgeProvider.GITLAB)) {
            throw ForgeFailureException.address("the Git URL must end with owner and name, and has '"
                    + String.join("/", git.path())
                    + "'; where the forge is served below a path, the address of its API is"
                    + " needed");
        }
        return new ForgeRepository(
                provider,
                URI.create(api),
                String.join("/", git.path().subList(0, count - 1)),
                git.path().getLast());
    }
}
