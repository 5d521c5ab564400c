package dev.capstan.forge;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.stream.Stream;

/** An address of an API that users write. */
final class GivenApi {
    private GivenApi() {}

    /**
     * The address. Where it names a server only, the path is added at which the forge serves its API, but for GitHub, whose API may well
     * be without one.
     */
    static URI address(ForgeProvider provider, String text) throws ForgeFailureException {
        try {
            var uri = new URI(text.replaceFirst("/+$", ""));
            boolean isUsable = ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme()))
                    && uri.getHost() != null
                    && uri.getPort() <= 65_535
                    && uri.getRawUserInfo() == null
                    && uri.getRawQuery() == null
                    && uri.getRawFragment() == null;
            if (!isUsable) {
                throw unusable(provider);
            }
            if (uri.getRawPath().isEmpty() && provider != ForgeProvider.GITHUB) {
                return new URI(uri + provider.apiPath());
            }
            if (provider == ForgeProvider.BITBUCKET_SERVER && !uri.getRawPath().matches(".*/rest/api/(1\\.0|latest)")) {
                throw unusable(provider);
            }
            return uri;
        } catch (URISyntaxException e) {
            throw unusable(provider);
        }
    }

    private static ForgeFailureException unusable(ForgeProvider provider) {
        return ForgeFailureException.address("the address of the API must look like https://forge.example.com"
                + provider.apiPath() + ", without user, query and fragment");
    }

    static ForgeRepository of(ForgeProvider provider, GitAddress git, URI api) throws ForgeFailureException {
        var path = git.path();
        var base = base(provider, api);
        int skipped = 0;
        if (!git.isSsh()
                && path.size() > base.size()
                && path.subList(0, base.size()).equals(base)) {
            skipped = base.size();
        }
        if (provider == ForgeProvider.BITBUCKET_SERVER
                && path.size() - skipped > 2
                && path.get(skipped).equals("scm")) {
            skipped++;
        }
        return DerivedApi.named(provider, api.toString(), git.without(skipped));
    }

    /** The path below which the forge is served, as its API tells. */
    private static List<String> base(ForgeProvider provider, URI api) {
        String path = api.getRawPath().replaceFirst("/rest/api/latest$", "");
        String base = path.endsWith(provider.apiPath())
                ? path.substring(0, path.length() - provider.apiPath().length())
                : path;
        return Stream.of(base.split("/")).filter(name -> !name.isEmpty()).toList();
    }
}
