package dev.capstan.api.argo;

import dev.capstan.api.schema.ExactRecord;
import java.util.List;

/**
 * How Jsonnet files are evaluated.
 *
 * @param extVars external variables
 * @param tlas arguments of the outermost function
 * @param libs folders of libraries
 */
@ExactRecord
public record JsonnetOptions(List<JsonnetVariable> extVars, List<JsonnetVariable> tlas, List<String> libs) {

    /** Reads absent lists and maps as empty, and copies the others. */
    public JsonnetOptions {
        extVars = extVars == null ? List.of() : List.copyOf(extVars);
        tlas = tlas == null ? List.of() : List.copyOf(tlas);
        libs = libs == null ? List.of() : List.copyOf(libs);
    }
}
