package dev.capstan.http;

import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/** Whether two hosts are in the same hands, as far as the list of public suffixes tells. */
public final class SameSite {
    private SameSite() {}

    /**
     * Whether the hosts are equal, or names below one domain that somebody registered: {@code auth.docker.io} and
     * {@code index.docker.io}, but not two names below {@code github.io}. Addresses are of the same site only when they are equal.
     *
     * @param host without a port
     */
    public static boolean of(String host, String other) {
        if (host.equalsIgnoreCase(other)) {
            return true;
        }
        String domain = domain(host);
        return domain != null && domain.equals(domain(other));
    }

    private static @Nullable String domain(String host) {
        HttpUrl url = HttpUrl.parse("https://" + host + "/");
        return url == null ? null : url.topPrivateDomain();
    }
}
