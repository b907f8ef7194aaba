/** What Android takes as the name of a package, such as `com.android.chrome`; its length is bounded elsewhere. */
export const androidPackageName = /^[A-Za-z]\w*(?:\.\w+)+$/;
