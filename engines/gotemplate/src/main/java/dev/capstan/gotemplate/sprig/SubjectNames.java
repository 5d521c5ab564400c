package dev.capstan.gotemplate.sprig;

import dev.capstan.gotemplate.failure.FunctionException;
import dev.capstan.gotemplate.format.GoFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.bouncycastle.asn1.DERIA5String;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.util.IPAddress;
import org.jspecify.annotations.Nullable;

/**
 * For what hosts a certificate is.
 *
 * @param names host names first, then addresses
 */
record SubjectNames(List<GeneralName> names) {

    static final SubjectNames NONE = new SubjectNames(List.of());

    private static final String BYTE = "(?:0|[1-9][0-9]?|1[0-9]{2}|2[0-4][0-9]|25[0-5])";
    private static final Pattern IPV4 = Pattern.compile("(?:" + BYTE + "\\.){3}" + BYTE);

    static SubjectNames of(List<@Nullable Object> addresses, List<@Nullable Object> hosts) {
        List<GeneralName> ips = new ArrayList<>();
        for (Object address : addresses) {
            if (!(address instanceof String text)) {
                throw new FunctionException(GoFormat.message("error parsing ip: %v is not a string", address));
            }
            if (!IPV4.matcher(text).matches() && !(text.contains(":") && IPAddress.isValidIPv6(text))) {
                throw new FunctionException("error parsing ip: " + text);
            }
            ips.add(new GeneralName(GeneralName.iPAddress, text));
        }
        List<GeneralName> names = new ArrayList<>();
        for (Object host : hosts) {
            if (!(host instanceof String text)) {
                throw new FunctionException(
                        GoFormat.message("error processing alternate dns name: %v is not a string", host));
            }
            names.add(new GeneralName(GeneralName.dNSName, new DERIA5String(text)));
        }
        names.addAll(ips);
        return new SubjectNames(List.copyOf(names));
    }
}
