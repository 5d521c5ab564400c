package dev.capstan.secrets.rules;

import dev.capstan.secrets.metadata.MasterKey;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Master keys as options and .sops.yaml write them. */
public final class KeyTexts {
    private static final Pattern COMMA = Pattern.compile(",");
    private static final Pattern COMMA_BEFORE_ARN = Pattern.compile(",(?=\\s*arn:)");
    private static final Pattern AZURE = Pattern.compile("(https://[^/@]+)/keys/([^/]+)(?:/([^/]*))?/?");
    private static final Pattern VAULT = Pattern.compile("(https?://[^/@]+)/v1/(.+)/keys/([^/]+)/*");

    private final OffsetDateTime now;

    /** @param clock says when the keys were added */
    public KeyTexts(Clock clock) {
        this.now = OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC).truncatedTo(ChronoUnit.SECONDS);
    }

    /** Without a login, which does not belong there. */
    private static String shown(String address) {
        return address.replaceAll("//[^/]*@", "//…@");
    }

    private static Stream<String> split(Pattern separator, String text) {
        return Arrays.stream(separator.split(text)).map(String::strip).filter(part -> !part.isEmpty());
    }

    /** Recipients of age with commas between them. Whether they can be encrypted for shows when it is done. */
    public List<MasterKey> age(String text) {
        return split(COMMA, text)
                .map(recipient -> (MasterKey) new MasterKey.Age(recipient, ""))
                .toList();
    }

    /** Fingerprints of OpenPGP keys with commas between them. */
    public List<MasterKey> pgp(String text) {
        return split(COMMA, text)
                .map(fingerprint -> (MasterKey) new MasterKey.Pgp(fingerprint.replace(" ", ""), now, ""))
                .toList();
    }

    /**
     * Keys of AWS, {@code arn[+role][|name:value,other:value][|profile]} with commas between them.
     *
     * @param context of those that have none themselves
     * @param profile of those that have none themselves
     */
    public List<MasterKey> aws(String text, Map<String, String> context, String profile) {
        return split(COMMA_BEFORE_ARN, text)
                .map(key -> {
                    String[] parts = key.split("\\|", -1);
                    boolean hasContext = parts.length > 1 && parts[1].contains(":");
                    return one(
                            parts[0],
                            hasContext ? context(parts[1]) : context,
                            parts.length > 1 && !parts[parts.length - 1].contains(":")
                                    ? parts[parts.length - 1]
                                    : profile);
                })
                .toList();
    }

    private MasterKey one(String arnAndRole, Map<String, String> context, String profile) {
        int role = arnAndRole.indexOf("+arn:");
        return role < 0
                ? aws(arnAndRole, "", context, profile)
                : aws(arnAndRole.substring(0, role), arnAndRole.substring(role + 1), context, profile);
    }

    /** A key of AWS. */
    MasterKey aws(String arn, String role, Map<String, String> context, String profile) {
        return new MasterKey.AwsKms(arn.strip(), role.strip(), context, profile, now, "");
    }

    /** An encryption context, {@code name:value} with commas between them. */
    public static Map<String, String> context(String text) {
        var context = new LinkedHashMap<String, String>();
        split(COMMA, text).forEach(pair -> {
            int colon = pair.indexOf(':');
            if (colon > 0) {
                context.put(pair.substring(0, colon), pair.substring(colon + 1));
            }
        });
        return context;
    }

    /** Keys of Google Cloud with commas between them. */
    public List<MasterKey> google(String text) {
        return split(COMMA, text)
                .map(name -> (MasterKey) new MasterKey.GcpKms(name.replace(" ", ""), now, ""))
                .toList();
    }

    /** Keys of Huawei Cloud with commas between them. */
    List<MasterKey> huawei(String text) {
        return split(COMMA, text)
                .map(name -> (MasterKey) new MasterKey.HuaweiKms(name, now, ""))
                .toList();
    }

    /**
     * Keys of Azure, as addresses with commas between them.
     *
     * @throws IllegalArgumentException with a text for people
     */
    public List<MasterKey> azure(String text) {
        return split(COMMA, text)
                .map(address -> {
                    Matcher parts = AZURE.matcher(address);
                    if (!parts.matches()) {
                        throw new IllegalArgumentException("the Azure key " + shown(address)
                                + " is not of the form https://NAME.vault.azure.net/keys/KEY/VERSION");
                    }
                    return azure(parts.group(1), parts.group(2), parts.group(3) == null ? "" : parts.group(3));
                })
                .toList();
    }

    /** A key of Azure. */
    MasterKey azure(String vault, String key, String version) {
        return new MasterKey.AzureKeyVault(vault, key, version, now, "");
    }

    /**
     * Keys of the transit engine of Vault, as addresses with commas between them.
     *
     * @throws IllegalArgumentException with a text for people
     */
    public List<MasterKey> vault(String text) {
        return split(COMMA, text)
                .map(address -> {
                    Matcher parts = VAULT.matcher(address);
                    if (!parts.matches()) {
                        throw new IllegalArgumentException("the Vault key " + shown(address)
                                + " is not of the form https://HOST/v1/ENGINE/keys/KEY");
                    }
                    return (MasterKey)
                            new MasterKey.VaultTransit(parts.group(1), parts.group(2), parts.group(3), now, "");
                })
                .toList();
    }
}
