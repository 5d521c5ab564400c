/** What the stored records say of a release. Pure. */
@NullMarked
package dev.capstan.helm.release.state;

import org.jspecify.annotations.NullMarked;
