/** Which fields of objects are left to others. Pure. */
@NullMarked
package dev.capstan.kustomizationbuild.ignore;

import org.jspecify.annotations.NullMarked;
