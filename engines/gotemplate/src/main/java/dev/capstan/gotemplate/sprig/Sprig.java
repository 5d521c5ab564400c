package dev.capstan.gotemplate.sprig;

import dev.capstan.gotemplate.value.GoFunction;
import java.util.HashMap;
import java.util.Map;

/**
 * All functions of sprig but {@code env} and {@code expandenv}, which Helm takes away. A run that calls them must offer
 * two services: a {@link java.time.Clock} for dates, a {@link java.security.SecureRandom} for what is random.
 */
public final class Sprig {

    private static final Map<String, GoFunction> FUNCTIONS = make();

    private Sprig() {}

    /** The functions by name. */
    public static Map<String, GoFunction> functions() {
        return FUNCTIONS;
    }

    private static Map<String, GoFunction> make() {
        Map<String, GoFunction> functions = new HashMap<>();
        CaseFunctions.addTo(functions);
        CryptoFunctions.addTo(functions);
        DateFunctions.addTo(functions);
        DecimalFunctions.addTo(functions);
        DefaultFunctions.addTo(functions);
        DictFunctions.addTo(functions);
        DigestFunctions.addTo(functions);
        EncodingFunctions.addTo(functions);
        JsonFunctions.addTo(functions);
        ListFunctions.addTo(functions);
        MathFunctions.addTo(functions);
        MergeFunctions.addTo(functions);
        PathFunctions.addTo(functions);
        RandomFunctions.addTo(functions);
        RegexFunctions.addTo(functions);
        SemverFunctions.addTo(functions);
        SequenceFunctions.addTo(functions);
        StringFunctions.addTo(functions);
        StringListFunctions.addTo(functions);
        TypeFunctions.addTo(functions);
        UrlFunctions.addTo(functions);
        return Map.copyOf(functions);
    }
}
