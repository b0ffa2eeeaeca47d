# Run by cpack when everything else lies in the folder that becomes the package.
file(INSTALL "${CPACK_ZHUDUN_CHANGELOG}"
     DESTINATION "${CPACK_PACKAGING_INSTALL_PREFIX}/share/doc/zhudun"
     PERMISSIONS OWNER_READ OWNER_WRITE GROUP_READ WORLD_READ)
