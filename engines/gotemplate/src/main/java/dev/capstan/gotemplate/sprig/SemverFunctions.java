package dev.capstan.gotemplate.sprig;

import static dev.capstan.gotemplate.value.GoType.STRING;

import dev.capstan.gotemplate.failure.FunctionException;
import dev.capstan.gotemplate.value.GoFunction;
import dev.capstan.semver.InvalidVersionException;
import dev.capstan.semver.LenientVersion;
import dev.capstan.semver.VersionConstraints;
import java.util.Map;

/** Versions and constraints on them. */
final class SemverFunctions {

    private SemverFunctions() {}

    static void addTo(Map<String, GoFunction> functions) {
        functions.put("semver", GoFunction.of((a, _) -> new VersionValue(parsed(a.text(0))), STRING));
        functions.put("semverCompare", GoFunction.of((a, _) -> compare(a.text(0), a.text(1)), STRING, STRING));
    }

    private static boolean compare(String constraint, String version) {
        try {
            return VersionConstraints.parse(constraint).check(LenientVersion.parse(version));
        } catch (InvalidVersionException invalid) {
            throw new FunctionException(invalid.getMessage(), invalid);
        }
    }

    private static LenientVersion parsed(String version) {
        try {
            return LenientVersion.parse(version);
        } catch (InvalidVersionException invalid) {
            throw new FunctionException(invalid.getMessage(), invalid);
        }
    }
}
