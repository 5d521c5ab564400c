/** YAML as Helm reads it: YAML 1.1 turned into JSON, then into values of any type or of the types that Helm expects. */
@NullMarked
package dev.capstan.helm.yaml;

import org.jspecify.annotations.NullMarked;
