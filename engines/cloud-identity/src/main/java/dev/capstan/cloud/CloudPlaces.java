package dev.capstan.cloud;

import java.net.URI;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Where the bearer tokens of an identity may be shown. Whoever is shown one may use it, and users choose the addresses of sources; so a
 * token goes to the servers of its cloud alone.
 */
public final class CloudPlaces {
    private static final Pattern GOOGLE_STORAGE =
            Pattern.compile("storage[.]googleapis[.]com|storage[.][a-z0-9-]+[.]rep[.]googleapis[.]com");
    private static final Pattern AZURE_STORAGE =
            Pattern.compile("[a-z0-9-]+[.](z[0-9]+[.])?blob[.](core[.]windows[.]net|core[.]chinacloudapi[.]cn"
                    + "|core[.]usgovcloudapi[.]net|storage[.]azure[.]net)");
    private static final Pattern AZURE_DEVOPS = Pattern.compile("dev[.]azure[.]com|[a-z0-9-]+[.]visualstudio[.]com");

    private CloudPlaces() {}

    /** Whether an address is one of Cloud Storage, by https. */
    public static boolean isGoogleStorage(URI address) {
        return is(address, GOOGLE_STORAGE);
    }

    /** Whether an address is one of Azure Blob Storage, by https. */
    public static boolean isAzureStorage(URI address) {
        return is(address, AZURE_STORAGE);
    }

    /**
     * Refuses all addresses but those of Azure Blob Storage.
     *
     * @return the address
     * @throws CloudException with {@link CloudFailure.PlaceRefused}
     */
    public static URI requireAzureStorage(URI address) throws CloudException {
        return require(address, AZURE_STORAGE, "Azure Blob Storage, such as <account>.blob.core.windows.net");
    }

    /** As {@link #requireAzureStorage}, for Azure DevOps. */
    public static URI requireAzureDevOps(URI address) throws CloudException {
        return require(address, AZURE_DEVOPS, "Azure DevOps, such as dev.azure.com");
    }

    private static boolean is(URI address, Pattern hosts) {
        return address.getHost() != null
                && "https".equalsIgnoreCase(address.getScheme())
                && (address.getPort() == -1 || address.getPort() == 443)
                && hosts.matcher(address.getHost().toLowerCase(Locale.ROOT)).matches();
    }

    /** Java takes a name with an underscore for no host. */
    private static String hostOf(URI address) {
        var authority = String.valueOf(address.getRawAuthority());
        return address.getHost() == null ? authority.substring(authority.lastIndexOf('@') + 1) : address.getHost();
    }

    private static URI require(URI address, Pattern hosts, String where) throws CloudException {
        if (!is(address, hosts)) {
            throw new CloudException(new CloudFailure.PlaceRefused(
                    "the identity of this process is shown by https to " + where + " alone, and '" + hostOf(address)
                            + "' is not there; name credentials in a Secret for other servers"));
        }
        return address;
    }
}
